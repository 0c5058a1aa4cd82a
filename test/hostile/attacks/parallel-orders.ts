import { randomUUID } from 'node:crypto';
import type { Attack } from '../attack.ts';
import { CHANCE, orderBody, seatsHeld, tryHold } from '../holding.ts';
import type { Person, Stage } from '../stage.ts';

/** Seats of orders that are not given up. */
async function seatsOrdered({ api }: Stage, { from, token }: Person): Promise<number> {
  const { items } = (await api('/orders', { from, token })).body as {
    items?: { state: string; seatLabels: unknown[] }[];
  };
  return (items ?? [])
    .filter(({ state }) => state !== 'cancelled' && state !== 'expired')
    .reduce((sum, { seatLabels }) => sum + seatLabels.length, 0);
}

export const parallelOrders: Attack = {
  name: 'six hundred tickets by parallel orders',
  tries: 'one account orders the same holds hundreds of times at once, then holds more',
  expected: ['LIMIT', 'RATE_LIMITED'],
  also: ['GONE', 'TAKEN', 'UNAVAILABLE', ...CHANCE],
  run: async (stage, tally) => {
    const person = await stage.person();
    const { from, token } = person;
    const sockets = await Promise.all(Array.from({ length: 3 }, () => stage.socket(person)));
    // Every device takes what it can get, at the same time.
    const grabs = await Promise.all(
      sockets.flatMap((socket) =>
        Array.from({ length: stage.limit + 2 }, () => tryHold(stage, socket)),
      ),
    );
    for (const { code } of grabs) tally.answered(code);
    const holds = grabs.flatMap(({ body }) => {
      const { hold } = body as { hold?: { token: string } };
      return hold ? [hold.token] : [];
    });
    const count = stage.quick ? 60 : Math.ceil(600 / stage.limit);
    const orders = await Promise.all(
      Array.from({ length: count }, (_, k) =>
        stage.api('/orders', {
          ...{ from: k % 2 ? from : stage.newAddress(), token },
          headers: { 'Idempotency-Key': randomUUID() },
          body: orderBody(stage, k % 3 ? holds : holds.slice(0, 1)),
        }),
      ),
    );
    for (const { code } of orders) tally.answered(code);
    for (const socket of sockets) tally.answered((await tryHold(stage, socket)).code);
    const [socket] = sockets;
    const held = socket ? await seatsHeld(stage, socket) : 0;
    const all = held + (await seatsOrdered(stage, person));
    if (all > stage.limit) tally.gained(`${String(all)} seats in holds and orders`);
  },
};
