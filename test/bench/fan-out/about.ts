export const ABOUT = `What one node does for the viewers of one busy map, and what they wait.
Two nodes of the product share a Redis and a MariaDB. Buyers with the SDK take seats and give them
back on one of them; **the other is measured, and has the viewers only**. So its CPU is that of hearing
of changes, reading and comparing the map, and sending: not that of holds. \`holds on the same node\` is
the sum of both. The viewers are thousands of plain WebSockets in a process of their own, which count
what they get; one viewer in 400 is the SDK, which tells the delay and whether its map is right.
CPU is that of the server's process (user and system) divided by the messages viewers got.

- \`ws.send\`: a process with nothing but \`ws\`. It sends one prepared buffer to every client, as
  often and as long as our frames were, without compression. Meanwhile the buyers take as many seats of
  a performance that nobody watches, so that the machine is as busy. It knows nothing of seats: it is
  the practical limit of sending.
- \`io.emit a change\`: Socket.IO with its defaults and \`io.to(room).emit('seatStatusChanged', {seatId,
  status})\` at every change. Its bytes are told for that shortest message, and for one with ids
  as UUIDs, who holds the seat and until when. At 2,000 viewers no core can send 500 of them a second, so
  its bytes are those of 20 changes a second, times 25, and its CPU is compared for one change at
  one viewer.
- \`tick + 10 ms\`: the time between frames that the node tells its viewers, and 10 ms. The delay goes
  from the answer to the buyer, on the other node, to the map of an SDK viewer; its clock is the buyer's.

Bytes are those of WebSocket messages with their headers, heartbeats included; not those of TCP and IP,
of which one emit a change has far more. Not measured: a real network, viewers that
poll, and TLS.`;
