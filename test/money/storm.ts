import type { OrderDetail } from '@ticket-flow/client';
import type { App } from '../../server/src/compose.ts';
import { BUYER } from '../support/purchases.ts';
import type { FaultKind } from '../support/providers/index.ts';
import { createRandom } from '../support/random.ts';
import type { Random } from '../support/random.ts';
import { createFlaky } from './flaky.ts';
import { untilSettled } from './outcome.ts';
import type { Stage } from './stage.ts';

export interface StormOptions {
  /** Orders that go through confirm. */
  readonly orders: number;
  readonly seed: number;
  /** Share of all calls, to whatever port, that go wrong. @default 0.02 */
  readonly share?: number;
}

export interface StormFigures {
  readonly confirmed: number;
  /** By state, once everything is at rest. */
  readonly states: Readonly<Record<string, number>>;
  /** Faults by the call they hit. */
  readonly faults: Readonly<Record<string, number>>;
  readonly settled: boolean;
  readonly seconds: number;
}

const BUYERS = 16;
const TRIES = 6;
const LOCALE = 'en';
const PROVIDER_FAULTS: readonly FaultKind['kind'][] = [
  ...(['resetBefore', 'resetAfter', 'resetMidAnswer', 'error500', 'error500After'] as const),
  ...(['notJson', 'rateLimited', 'alreadyProcessed'] as const),
];

/**
 * Many buyers at once on nodes whose ports fail at random, beside a server that puts things right.
 * Each buyer repeats what got no answer, as the SDK does, and some give their ticket back.
 */
export async function storm(stage: Stage, options: StormOptions): Promise<StormFigures> {
  const began = Date.now();
  const random = createRandom(options.seed);
  const share = options.share ?? 0.02;
  const flaky = createFlaky(random, share);
  const healer = await stage.restart();
  const nodes = [await stage.node(flaky), await stage.node(flaky)];
  let next = 0;
  let confirmed = 0;
  const buyer = async (): Promise<void> => {
    while (next < options.orders) {
      next += 1;
      const app = random.pick(nodes);
      if (await buy({ app, stage, random, share, holder: `user:${String(next)}` })) confirmed += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: BUYERS }, buyer));
    const settled = await untilSettled(healer, stage);
    const faults = Object.fromEntries(flaky.faults);
    const seconds = Math.round((Date.now() - began) / 1000);
    return { confirmed, states: await statesOf(stage), faults, settled, seconds };
  } finally {
    await healer.close();
  }
}

interface Purchase {
  readonly app: App;
  readonly stage: Stage;
  readonly random: Random;
  readonly share: number;
  readonly holder: string;
}

/** True when the order went through confirm, whatever came of it. */
async function buy(purchase: Purchase): Promise<boolean> {
  const { stage, random, share, holder } = purchase;
  const { orders } = purchase.app.services;
  const made = await order(purchase);
  if (!made) return false;
  const paymentKey = await stage.till.authorise(made);
  if (random.chance(share)) {
    const kind = random.pick(PROVIDER_FAULTS) as 'error500';
    stage.till.server?.fault({ on: 'confirm', kind, orderId: made.id });
  }
  const request = { orderId: made.id, paymentKey, amount: made.amount, holder };
  const paid = await again(() => orders.confirm(request, LOCALE));
  if (paid?.refundOffer && random.chance(0.1)) {
    const amount = paid.refundOffer.tickets.reduce((sum, ticket) => sum + ticket.amount, 0);
    await again(() => orders.refund(made.id, { amount, holder }, LOCALE));
  }
  return true;
}

async function order({ app, stage, holder }: Purchase): Promise<OrderDetail | undefined> {
  const { seats: holds, orders } = app.services;
  const { performanceId } = stage;
  const seats = stage.takeSeats(1);
  const request = { performanceId, holder, seats, requestId: `of ${holder}` };
  const held = await again(() => holds.hold(request));
  if (!held) return undefined;
  return again(() =>
    orders.create({
      ...{ performanceId, holder, locale: LOCALE, idempotencyKey: `by ${holder}`, buyer: BUYER },
      holds: [held.hold.token],
    }),
  );
}

/** A request without an answer is made again, some times; a refusal is an answer. */
async function again<T>(request: () => Promise<T>): Promise<T | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      return await request();
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== undefined && code !== 'UNAVAILABLE') return undefined;
    }
  }
  return undefined;
}

async function statesOf({ test }: Stage): Promise<Record<string, number>> {
  const rows = await test.database.models.orders.findAll({ attributes: ['state'], raw: true });
  const states: Record<string, number> = {};
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1;
  return states;
}
