/** For the results page. */
export const about = `
How many holds a second one Redis gives, beside a trivial script called by its hash. A hold is the
product's own: one EVALSHA that reads the clock, sets bits and version, checks epoch, server, sale
configuration, opening times and the person's limit, writes the hold with its expiry and the person's
entry. Every hold is of free seats, by somebody new, in a hall of at least 20,000 seats with an image
installed anew for every round; after a round exactly the seats of the round are held, or the bench
ends. The orphan rule is off and there is no waiting room, as a new performance has it.

- **trivial EVALSHA** is \`return redis.call('SET', KEYS[1], ARGV[1])\`, one key (of the seat's own)
  and one argument: the least that writes down who has a seat. It checks nothing. **empty EVALSHA** is
  \`return 1\`: what calling a script costs, told once and without a bar.
- *One ioredis process*: \`store.hold()\` beside \`redis.evalsha()\`, 64 in flight, each over a
  connection made by the product with the same settings. Our store sends what one turn of the event
  loop asks for in few writes; \`redis.evalsha\` writes each by itself, as it does for everybody.
- *Unpipelined* and *pipelined*: 64 sockets, one command (or 16 in a write) under way on each, the
  bytes prepared beforehand (ours recorded from the store itself), replies only counted.
- *Through the server*: 64 Socket.IO clients of a whole node on Redis and MariaDB (sessions, limits,
  validation, live map, logs), beside a Socket.IO server that answers the same event with the same
  reply after one trivial EVALSHA. Holds are given back between bursts; that isn't measured.

Not measured: refused holds, areas, the orphan rule, a network between the machines. Load and Redis
share the machine.
`.trim();
