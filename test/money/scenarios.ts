import type { FaultKind } from '../support/providers/index.ts';
import type { Shop } from './shop.ts';
import type { ProviderName } from './tills.ts';

/** Something that goes wrong with a provider, and where the order must come to rest. */
export interface Scenario {
  readonly name: string;
  readonly only?: readonly ProviderName[];
  readonly ends: string;
  play(shop: Shop): Promise<void>;
}

const REAL: readonly ProviderName[] = ['toss', 'stripe'];

function expected(what: string, wanted: readonly string[]): void {
  if (!wanted.includes(what)) throw new Error(`expected ${wanted.join(' or ')}, got ${what}`);
}

/** Whatever the answer was, the same attempt ends paid. */
function confirmThrough(name: string, kind: FaultKind): Scenario {
  return {
    name: `confirm: ${name}`,
    only: REAL,
    ends: 'paid',
    play: async (shop) => {
      const paymentKey = await shop.authorise();
      shop.fault('confirm', kind);
      expected(await shop.confirm({ paymentKey }), ['paying', 'paid']);
    },
  };
}

function refundThrough(name: string, kind: FaultKind): Scenario {
  return {
    name: `refund: ${name}`,
    only: REAL,
    ends: 'refunded',
    play: async (shop) => {
      expected(await shop.confirm({ paymentKey: await shop.authorise() }), ['paid']);
      shop.fault('refund', kind);
      expected(await shop.giveBack(), ['refunding', 'refunded']);
    },
  };
}

const answers: readonly (readonly [string, FaultKind])[] = [
  ['time-out before the money moved', { kind: 'timeoutBefore' }],
  ['time-out after the money moved', { kind: 'timeoutAfter' }],
  ['connection reset before', { kind: 'resetBefore' }],
  ['connection reset after', { kind: 'resetAfter' }],
  ['connection reset mid-answer', { kind: 'resetMidAnswer' }],
  ['500 before', { kind: 'error500' }],
  ['500 after the money moved', { kind: 'error500After' }],
  ['an answer that is no JSON', { kind: 'notJson' }],
  ['rate limited', { kind: 'rateLimited' }],
  ['the first call is still at it', { kind: 'busy' }],
];

const confirming: readonly Scenario[] = [
  ...answers.map(([name, kind]) => confirmThrough(name, kind)),
  confirmThrough('already processed', { kind: 'alreadyProcessed' }),
  {
    name: 'confirm: keys forgotten after a time-out that moved the money',
    only: REAL,
    ends: 'paid',
    play: async (shop) => {
      const paymentKey = await shop.authorise();
      shop.fault('confirm', { kind: 'timeoutAfter' });
      const confirmed = shop.confirm({ paymentKey });
      shop.server?.forgetKeys();
      expected(await confirmed, ['paying', 'paid']);
    },
  },
  {
    name: 'confirm: the authorisation has died',
    only: REAL,
    ends: 'expired',
    play: async (shop) => {
      const paymentKey = await shop.authorise();
      shop.server?.expire(shop.order.id);
      expected(await shop.confirm({ paymentKey }), ['DECLINED']);
    },
  },
  {
    name: 'confirm: after the deadline',
    ends: 'expired',
    play: async (shop) => {
      const paymentKey = await shop.authorise();
      await shop.passDeadline();
      expected(await shop.confirm({ paymentKey }), ['WRONG_STATE']);
    },
  },
  {
    name: 'confirm: the bank declines, the buyer takes another card',
    ends: 'paid',
    play: async (shop) => {
      expected(await shop.confirm({ paymentKey: await declined(shop) }), ['DECLINED']);
      expected(await shop.confirm({ paymentKey: await shop.authorise() }), ['paid']);
    },
  },
];

/** An authorisation that the bank will refuse. */
function declined({ order, stage }: Shop): Promise<string> {
  return stage.till.authorise(order, 'decline');
}

const cheating: readonly Scenario[] = [
  {
    name: 'the buyer tampers with the amount in the address',
    ends: 'expired',
    play: async (shop) => {
      const paymentKey = await shop.authorise();
      const answer = await shop.confirm({ paymentKey, amount: 1 });
      expected(answer, ['AMOUNT_MISMATCH']);
    },
  },
  {
    name: 'the buyer authorises less than the order’s amount',
    ends: 'expired',
    play: async (shop) => {
      const cheap = { id: shop.order.id, amount: 1_000 };
      const paymentKey = await shop.stage.till.authorise(cheap);
      expected(await shop.confirm({ paymentKey }), ['DECLINED', 'paying']);
    },
  },
  {
    name: 'another buyer’s payment key',
    ends: 'expired',
    play: async (shop) => {
      const theirs = {
        id: `o${'x'.repeat(20)}${shop.order.id.slice(-5)}`,
        amount: shop.order.amount,
      };
      const paymentKey = await shop.stage.till.authorise(theirs);
      expected(await shop.confirm({ paymentKey }), ['DECLINED', 'paying']);
    },
  },
  {
    name: 'a payment key that nobody gave out',
    ends: 'expired',
    play: async (shop) => {
      const real = await shop.authorise();
      const paymentKey = `${real.slice(0, -4)}zzzz`;
      expected(await shop.confirm({ paymentKey }), ['DECLINED', 'paying']);
    },
  },
];

const webhooks: readonly Scenario[] = [
  {
    name: 'webhook: three times the same, after the return',
    only: REAL,
    ends: 'paid',
    play: async (shop) => {
      expected(await shop.confirm({ paymentKey: await shop.authorise() }), ['paid']);
      await sendThree(shop);
    },
  },
  {
    name: 'webhook: three times the same, while the answer is lost',
    only: REAL,
    ends: 'paid',
    play: async (shop) => {
      const paymentKey = await shop.authorise();
      shop.fault('confirm', { kind: 'resetAfter' });
      expected(await shop.confirm({ paymentKey }), ['paying', 'paid']);
      await sendThree(shop);
    },
  },
  {
    name: 'webhook: before the buyer comes back',
    only: REAL,
    ends: 'paid',
    play: async (shop) => {
      const paymentKey = await shop.authorise();
      await sendThree(shop);
      expected(await shop.confirm({ paymentKey }), ['paid']);
    },
  },
  {
    name: 'webhook: forged',
    only: REAL,
    ends: 'expired',
    play: async (shop) => {
      await shop.authorise();
      const message = shop.server?.webhook(shop.order.id);
      if (!message) return;
      const headers = { ...message.headers, 'stripe-signature': 't=1,v1=00' };
      await shop.send({ headers, body: message.body.replaceAll('IN_PROGRESS', 'DONE') });
    },
  },
];

async function sendThree(shop: Shop): Promise<void> {
  const message = shop.server?.webhook(shop.order.id);
  if (!message) return;
  const statuses = await Promise.all([1, 2, 3].map(() => shop.send(message)));
  for (const status of statuses) expected(String(status), ['200']);
}

const deposits: readonly Scenario[] = [
  {
    name: 'deposit: told twice, and then that it is waiting (out of order)',
    only: ['toss'],
    ends: 'paid',
    play: async (shop) => {
      const waiting = await shop.confirm({ paymentKey: await shop.authorise('deposit') });
      expected(waiting, ['awaiting_deposit']);
      const before = shop.server?.webhook(shop.order.id);
      shop.server?.deposit(shop.order.id);
      const after = shop.server?.webhook(shop.order.id);
      for (const message of [after, after, before]) if (message) await shop.send(message);
    },
  },
  {
    name: 'deposit: a callback with another secret, and the money not there',
    only: ['toss'],
    ends: 'awaiting_deposit',
    play: async (shop) => {
      await shop.confirm({ paymentKey: await shop.authorise('deposit') });
      const body = JSON.stringify({
        ...{ eventType: 'DEPOSIT_CALLBACK', createdAt: '2027-01-01T00:00:00.000000' },
        ...{ secret: 'guessed', status: 'DONE', orderId: shop.order.id, transactionKey: 'x' },
      });
      await shop.send({ body, headers: { 'content-type': 'application/json' } });
    },
  },
  {
    name: 'deposit: given up, and the answer to closing the account is lost',
    only: ['toss'],
    ends: 'cancelled',
    play: async (shop) => {
      await shop.confirm({ paymentKey: await shop.authorise('deposit') });
      shop.fault('close', { kind: 'timeoutAfter' });
      expected(await shop.cancel(), ['awaiting_deposit', 'cancelled']);
    },
  },
  {
    name: 'deposit: given up when the money was there already',
    only: ['toss', 'sandbox'],
    ends: 'paid',
    play: async (shop) => {
      await shop.confirm({ paymentKey: await shop.authorise('deposit') });
      await shop.stage.till.deposit(shop.order.id);
      expected(await shop.cancel(), ['paid', 'WRONG_STATE']);
    },
  },
];

const refunding: readonly Scenario[] = [
  ...answers.map(([name, kind]) => refundThrough(name, kind)),
  refundThrough('already done', { kind: 'alreadyProcessed' }),
  {
    name: 'refund: keys forgotten after a time-out that gave the money back',
    only: REAL,
    ends: 'refunded',
    play: async (shop) => {
      expected(await shop.confirm({ paymentKey: await shop.authorise() }), ['paid']);
      shop.fault('refund', { kind: 'timeoutAfter' });
      const given = shop.giveBack();
      shop.server?.forgetKeys();
      expected(await given, ['refunding', 'refunded']);
    },
  },
];

export const SCENARIOS: readonly Scenario[] = [
  ...confirming,
  ...cheating,
  ...webhooks,
  ...deposits,
  ...refunding,
];
