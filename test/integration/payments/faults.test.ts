import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import { gatewayOf, startStripeServer, startTossServer } from '../../support/providers/index.ts';
import type { FaultKind, ProviderServer } from '../../support/providers/index.ts';

const AMOUNT = 10_000;
/** Of the calls that are made to time out; the others have all the time they need. */
const TIMEOUT_MS = 300;

const FAULTS: FaultKind[] = [
  { kind: 'timeoutBefore' },
  { kind: 'timeoutAfter' },
  { kind: 'resetBefore' },
  { kind: 'resetAfter' },
  { kind: 'resetMidAnswer' },
  { kind: 'error500' },
  { kind: 'error500After' },
  { kind: 'notJson' },
  { kind: 'rateLimited' },
  { kind: 'busy' },
  { kind: 'alreadyProcessed' },
];
const PROVIDERS = [
  ['Toss', startTossServer],
  ['Stripe', startStripeServer],
] as const;

describe.each(PROVIDERS)('faults of %s', (name, start) => {
  let server: ProviderServer;
  let gateway: PaymentGateway;
  let hasty: PaymentGateway;
  let orders = 0;
  beforeAll(async () => {
    server = await start();
    gateway = gatewayOf(server, { timeoutMs: 10_000 });
    hasty = gatewayOf(server, { timeoutMs: TIMEOUT_MS });
  });
  afterEach(() => {
    server.clearFaults();
  });
  afterAll(() => server.stop());

  const newOrder = (): string => {
    orders += 1;
    return `faulty-${String(orders)}`;
  };
  const facing = ({ kind }: FaultKind): PaymentGateway =>
    kind.startsWith('timeout') ? hasty : gateway;
  const confirm = (orderId: string, paymentKey: string, using = gateway) =>
    using.confirm({
      ...{ orderId, paymentKey, amount: AMOUNT, currency: 'KRW' },
      idempotencyKey: `${orderId}:1`,
    });
  const refund = (orderId: string, providerId: string, using = gateway) =>
    using.refund({
      ...{ orderId, providerId, amount: 4_000, currency: 'KRW', reason: 'cancelled' },
      refundId: `${orderId}:r1`,
      idempotencyKey: `${orderId}:r1`,
    });
  async function paid() {
    const orderId = newOrder();
    const paymentKey = server.authorise(orderId, AMOUNT);
    const outcome = await confirm(orderId, paymentKey);
    if (outcome.outcome !== 'done') throw new Error(outcome.outcome);
    return { orderId, paymentKey, providerId: outcome.providerId };
  }

  it.each(FAULTS)(
    'GATE-1 confirm, $kind: the same key brings done, money moved once',
    async (fault) => {
      const orderId = newOrder();
      const paymentKey = server.authorise(orderId, AMOUNT);
      server.fault({ ...fault, on: 'confirm', orderId });
      const first = await confirm(orderId, paymentKey, facing(fault));
      server.clearFaults();
      // A provider that can be asked may already know; what it may never be is a final no.
      expect(first.outcome).toMatch(/^(unknown|done)$/);
      if (first.outcome === 'done') expect(server.captures(orderId)).toBe(1);
      const second = await confirm(orderId, paymentKey);
      expect(second).toMatchObject({ outcome: 'done' });
      expect(await confirm(orderId, paymentKey)).toEqual(second);
      expect(server.captures(orderId)).toBe(1);
      expect(server.calls('confirm', orderId)).toBeGreaterThan(0);
    },
  );

  it.each(FAULTS)('GATE-3 a refusal behind $kind is still a refusal', async (fault) => {
    const orderId = newOrder();
    const refusal = name === 'Toss' ? 'REJECT_CARD_PAYMENT' : 'insufficient_funds';
    const paymentKey = server.authorise(orderId, AMOUNT, { refusal });
    server.fault({ ...fault, on: 'confirm', orderId });
    const first = await confirm(orderId, paymentKey, facing(fault));
    server.clearFaults();
    expect(first.outcome).toMatch(/^(unknown|declined)$/);
    expect(await confirm(orderId, paymentKey)).toMatchObject({ outcome: 'declined' });
    expect(server.captures(orderId)).toBe(0);
  });

  it.each(FAULTS)('GATE-4 refund, $kind: the same key gives it back once', async (fault) => {
    const { orderId, providerId } = await paid();
    server.fault({ ...fault, on: 'refund', orderId });
    const first = await refund(orderId, providerId, facing(fault));
    server.clearFaults();
    expect(first.outcome).toMatch(fault.kind === 'alreadyProcessed' ? /./ : /^(unknown|done)$/);
    server.forgetKeys();
    expect(await refund(orderId, providerId)).toEqual({ outcome: 'done' });
    expect(server.returned(orderId)).toBe(4_000);
  });

  it.each(FAULTS)('GATE-1 reading, $kind: nothing is concluded from silence', async (fault) => {
    const { orderId, paymentKey, providerId } = await paid();
    // Twice: Stripe's package reads again by itself when a kept connection is cut.
    server.fault({ ...fault, on: 'get', orderId, times: 2 });
    const found = await facing(fault).look({ paymentKey, orderId });
    expect(found).toMatchObject({ outcome: 'unknown' });
    server.clearFaults();
    server.fault({ ...fault, on: 'get', orderId, times: 2 });
    expect((await refund(orderId, providerId, facing(fault))).outcome).toBe('unknown');
    server.clearFaults();
    expect(await refund(orderId, providerId)).toEqual({ outcome: 'done' });
    server.fault({ ...fault, on: 'get', orderId, times: 2 });
    const closing = await facing(fault).close({ paymentKey, orderId }, `${orderId}:close`);
    expect(closing).toMatchObject({ outcome: 'unknown' });
    server.clearFaults();
    expect(server.returned(orderId)).toBe(4_000);
  });

  it('GATE-6 books that cannot be read are not empty: they throw', async () => {
    await paid();
    for (const kind of ['error500', 'resetMidAnswer', 'notJson', 'timeoutBefore'] as const) {
      server.fault({ kind, on: 'list' });
      const read = async (): Promise<void> => {
        for await (const payment of facing({ kind }).books(0)) void payment;
      };
      await expect(read()).rejects.toThrow();
    }
  });

  it('GATE-1 a wrong key of ours is unknown, whatever it was asked for', async () => {
    const misconfigured = gatewayOf({
      ...server,
      env: { ...server.env, TOSS_SECRET_KEY: 'wrong', STRIPE_SECRET_KEY: 'wrong' },
    });
    const { orderId, providerId } = await paid();
    const paymentKey = server.authorise(orderId, AMOUNT);
    const request = { orderId, paymentKey, amount: AMOUNT, currency: 'KRW' };
    const answers = [
      await misconfigured.confirm({ ...request, idempotencyKey: 'k' }),
      await misconfigured.look({ orderId, paymentKey }),
      await misconfigured.close({ orderId, paymentKey }, 'k'),
      await misconfigured.refund({
        ...request,
        providerId,
        refundId: 'k',
        idempotencyKey: 'k',
        reason: '',
      }),
    ];
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(4).fill('unknown'));
  });

  it('GATE-1 a provider that is not there is unknown', async () => {
    const gone = gatewayOf({ ...server, url: 'http://127.0.0.1:9' });
    const request = { orderId: 'gone', paymentKey: 'cs_gone', amount: 1, currency: 'KRW' };
    expect(await gone.confirm({ ...request, idempotencyKey: 'k' })).toMatchObject({
      outcome: 'unknown',
    });
    expect(await gone.look(request)).toMatchObject({ outcome: 'unknown' });
  });

  it('GATE-4 money that was given back by hand is not given back again, and no more is claimed', async () => {
    const { orderId, providerId } = await paid();
    expect(await refund(orderId, providerId)).toEqual({ outcome: 'done' });
    server.returnByHand(orderId, 6_000);
    const rest = { orderId, providerId, currency: 'KRW', reason: 'cancelled' };
    const named = (id: string) => ({ ...rest, refundId: id, idempotencyKey: id });
    const second = named(`${orderId}:r2`);
    expect(await gateway.refund({ ...second, amount: 6_000 })).toEqual({ outcome: 'done' });
    expect(server.returned(orderId)).toBe(AMOUNT);
    const third = { ...named(`${orderId}:r3`), amount: 7_000 };
    expect(await gateway.refund(third)).toMatchObject({ outcome: 'refused' });
  });
});
