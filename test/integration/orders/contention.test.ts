import { describe, expect, inject, it } from 'vitest';
import { TicketFlowError } from '@ticket-flow/client';
import type { TicketFlowClient } from '@ticket-flow/client';
import { bothEnds } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { createRandom } from '../../support/random.ts';
import { waitFor } from '../../support/wait.ts';

const BUYERS = 200;
const SEATS = 20;

interface Outcome {
  readonly bought: readonly string[];
  readonly refusals: readonly unknown[];
}

/** Tries the seats in an order of its own until it has one, and buys that. */
async function rush(
  client: TicketFlowClient,
  performanceId: number,
  buyer: number,
): Promise<Outcome> {
  const random = createRandom(buyer);
  const channel = client.seatChannel(performanceId);
  await channel.ready();
  const left = Array.from({ length: SEATS }, (_, seat) => seat);
  const refusals: unknown[] = [];
  while (left.length > 0) {
    const [seat] = left.splice(random.int(0, left.length - 1), 1);
    try {
      const hold = await channel.hold({ seats: [seat ?? 0] });
      return { bought: await buy(client, performanceId, hold.token, buyer), refusals };
    } catch (error) {
      refusals.push(error);
    }
  }
  return { bought: [], refusals };
}

async function buy(
  client: TicketFlowClient,
  performanceId: number,
  token: string,
  buyer: number,
): Promise<string[]> {
  const order = await client.createOrder(
    { performanceId, holds: [token], buyer: { name: 'B', email: 'b@example.test' } },
    `order-of-buyer-${String(buyer)}`,
  );
  const { id: orderId, amount, currency } = order;
  const payment = { orderId, amount, currency, behaviour: 'approve' as const };
  const { paymentKey } = await client.authoriseSandbox(payment);
  const paid = await client.confirmPayment({ orderId, paymentKey, amount });
  return paid.tickets.map((ticket) => ticket.seatLabel);
}

describe.each(bothEnds(() => inject('mariadbUrl')))('a rush on %s', (_name, start) => {
  it('S1 two hundred buyers for twenty seats: each is sold once, every loser is told why', async () => {
    const test = await start();
    try {
      const { database } = test.test;
      const performanceId = await openSale(database, { rows: 2 });
      const clients = Array.from({ length: BUYERS }, (_, k) => test.guest(`rush-${String(k)}`));
      const outcomes = await Promise.all(
        clients.map((client, buyer) => rush(client, performanceId, buyer)),
      );

      const bought = outcomes.flatMap((outcome) => outcome.bought);
      expect(bought).toHaveLength(SEATS);
      expect(new Set(bought).size).toBe(SEATS);
      const losers = outcomes.filter((outcome) => outcome.bought.length === 0);
      expect(losers).toHaveLength(BUYERS - SEATS);
      const refusals = outcomes.flatMap((outcome) => outcome.refusals);
      expect(refusals.every((error) => error instanceof TicketFlowError)).toBe(true);
      expect(new Set(refusals.map((error) => (error as TicketFlowError).code))).toEqual(
        new Set(['TAKEN']),
      );
      for (const loser of losers) expect(loser.refusals).toHaveLength(SEATS);

      const { seatClaims, tickets, payments } = database.models;
      const claims = await seatClaims.findAll({ where: { performance_id: performanceId } });
      expect(claims.map(({ seat }) => seat).sort((a, b) => a - b)).toEqual(
        Array.from({ length: SEATS }, (_, seat) => seat),
      );
      expect(await tickets.count()).toBe(SEATS);
      expect(await payments.count()).toBe(SEATS);
      const view = clients[0]?.seatChannel(performanceId);
      await view?.ready();
      await waitFor(() => claims.every(({ seat }) => view?.look(seat) === 'sold'));
    } finally {
      await test.close();
    }
  }, 60_000);
});
