/** For the results page. */
export const about = `
200 buyers in one process want 5,000 seats by a Zipf law (the second seat half as often as the
first, the third a third as often; a generator with the same seeds for every strategy). Each draws a
seat and tries to hold it; refused, it draws another; granted, it gives back the seat it had and
draws on. So 200 seats are held at any moment, the wanted ones first, about half of the attempts
meet a seat that is taken, and the house never sells out. *Success* is holds granted a second;
*p50* and *p99* are of an attempt until it is answered, granted or not. *Double holds* are counted
by a ledger in the load's process, which shares nothing with any store: two buyers who believe at
once that they hold one seat.

**The designs differ, and that is what is compared.** With us a hold lives in Redis, and SQL is told
when an order is made (\`confirm\` measures that); a hold there is lost when Redis loses its memory.
In all the others the hold is a row in SQL from the start. Our store also checks what the references
do not: the sale's times, the limit for one person, repeated requests; it counts a version for those
who watch. All stay with one seat a hold.

- *ours*: the Redis seat store of the product, on the one ioredis connection that a node has.
- *SETNX spin lock + SQL*: \`SET key token NX PX\`, tried again every 50 ms for 3 s, deleted by a
  script that compares. *redlock + SQL*: the npm package with its own settings. *pub/sub lock + SQL*:
  Redisson's scripts in Node, with a channel that wakes who waits, and a watchdog. Inside
  the lock there is a transaction of Sequelize models, a SELECT and an UPDATE by primary key,
  committed before the lock is let go: so write-ups of seat reservation have it (lock outside,
  transaction inside, by the ORM of the application).
- *SELECT … FOR UPDATE*: the row locked and read, written, committed, by Sequelize's lock mode.
- *… driver*: the same patterns with less than any application spends on them: prepared statements
  of mysql2 without an ORM, and the spin lock even without a transaction, which spares it two round
  trips. The least that a lock around SQL can cost; there is no bar for it.
- *conditional UPDATE*: one statement whose WHERE has the condition. It has no bar: it is what we
  would use if holds were in SQL.

The references have a pool of 50 connections; only the holder writes
when a seat is given back, so none takes a lock for that. MariaDB flushes at every commit
(\`innodb_flush_log_at_trx_commit=1\`, doublewrite on), as it does when nobody configures it, and has
no binary log; Redis keeps nothing on disk. Each strategy has a process of its own for all rounds, and all
share the machine's cores with the stores. Not measured: networks between the machines, several
seats in a hold, locks that run out while their owner sleeps (where the lock patterns do sell twice).
`.trim();
