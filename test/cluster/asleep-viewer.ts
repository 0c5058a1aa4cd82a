import { TicketFlowClient } from '@ticket-flow/client';
import { signature } from './asleep.ts';

/** A viewer in a process of its own: prints the time and its map whenever it moves. */
const [baseUrl = '', performanceId] = process.argv.slice(2);
const channel = new TicketFlowClient({ baseUrl }).seatChannel(Number(performanceId));
channel.on('change', () => {
  console.log(`${String(Date.now())} ${signature(channel)}`);
});
await channel.ready(20_000);
console.log('ready');
