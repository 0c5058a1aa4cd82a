import { TicketFlowClient, TicketFlowError } from '@ticket-flow/client';
import { describe, expect, it } from 'vitest';

interface Seen {
  readonly call: string;
  readonly body: unknown;
  readonly signedIn: boolean;
}

/** A client on a server that gives these answers in turn, the last one for ever. */
function clientOf(...answers: (() => Response)[]) {
  const seen: Seen[] = [];
  const fetch: typeof globalThis.fetch = async (address, init) => {
    const url = new URL(address instanceof Request ? address.url : address);
    const text = (init?.body ?? null) as string | null;
    seen.push({
      call: `${init?.method ?? 'GET'} ${url.pathname}`,
      body: text === null ? undefined : (JSON.parse(text) as unknown),
      signedIn: new Headers(init?.headers).get('authorization') === 'Bearer token',
    });
    const answer = answers[Math.min(seen.length, answers.length) - 1];
    if (!answer) throw new Error('no answer planned');
    return answer();
  };
  const client = new TicketFlowClient({
    baseUrl: 'http://tickets.test',
    getToken: () => 'token',
    locale: 'en',
    fetch,
  });
  return { client, seen };
}

const json = (body: unknown) => () => Response.json(body);
const nothing = () => new Response(null, { status: 204 });
const lost = (): Response => {
  throw new TypeError('fetch failed');
};
const refused = (code: string) => () =>
  Response.json({ error: { code, message: code } }, { status: 409 });

const account = { bank: '88', accountNumber: '110123456789', accountHolder: 'Buyer' };

describe('what the client asks for', () => {
  it.each<[string, (client: TicketFlowClient) => Promise<unknown>, string, unknown]>([
    ['how to pay', (c) => c.startPayment('o1'), 'POST /api/orders/o1/payment', {}],
    [
      'how to pay there',
      (c) => c.startPayment('o1', 'toss'),
      'POST /api/orders/o1/payment',
      { provider: 'toss' },
    ],
    [
      'a refund',
      (c) => c.requestRefund('o1', { tickets: ['t1'], amount: 900, account }),
      'POST /api/orders/o1/refunds',
      { tickets: ['t1'], amount: 900, account },
    ],
    [
      'an account to pay back into',
      (c) => c.giveRefundAccount('o1', account),
      'POST /api/orders/o1/refund-account',
      { account },
    ],
    ['the link again', (c) => c.sendVerification(), 'POST /api/auth/verify-email/send', undefined],
  ])('%s, signed in', async (_title, ask, call, body) => {
    const { client, seen } = clientOf(json({}));
    await ask(client);
    expect(seen).toEqual([{ call, body, signedIn: true }]);
  });

  it.each<[string, (client: TicketFlowClient) => Promise<unknown>, string, unknown]>([
    ['an e-mail', (c) => c.verifyEmail('t'), 'verify-email', { token: 't' }],
    [
      'a reset',
      (c) => c.forgotPassword('a@b.c'),
      'password/forgot',
      { email: 'a@b.c', locale: 'en' },
    ],
    [
      'a new password',
      (c) => c.resetPassword({ token: 't', password: 'long enough' }),
      'password/reset',
      { token: 't', password: 'long enough' },
    ],
  ])('%s, as a visitor, answered with nothing', async (_title, ask, path, body) => {
    const { client, seen } = clientOf(nothing);
    await ask(client);
    expect(seen).toEqual([{ call: `POST /api/auth/${path}`, body, signedIn: false }]);
  });

  it('the providers, as a list', async () => {
    const providers = [{ provider: 'sandbox', banks: [] }];
    const { client, seen } = clientOf(json({ items: providers }));
    expect(await client.paymentProviders()).toEqual(providers);
    expect(seen[0]?.call).toBe('GET /api/payments/providers');
  });
});

describe('SDK-1 what may be repeated is repeated', () => {
  it('SDK-1 a payment whose answer was lost is asked for again', async () => {
    const { client, seen } = clientOf(lost, json({ id: 'o1', state: 'paid' }));
    const payment = { orderId: 'o1', paymentKey: 'k', amount: 5 };
    expect((await client.confirmPayment(payment)).state).toBe('paid');
    expect(seen).toHaveLength(2);
    expect(seen[1]).toEqual(seen[0]);
  });

  it.each<[string, (client: TicketFlowClient) => Promise<unknown>]>([
    ['a refund of all that is offered', (c) => c.requestRefund('o1', { amount: 900 })],
    ['a new password', (c) => c.resetPassword({ token: 't', password: 'long enough' })],
    ['a mail', (c) => c.sendVerification()],
  ])('SDK-1 %s is not', async (_title, ask) => {
    const { client, seen } = clientOf(lost);
    await expect(ask(client)).rejects.toMatchObject({ code: 'NETWORK' });
    expect(seen).toHaveLength(1);
  });

  it('SDK-1 a refund that names its tickets is asked for again', async () => {
    const { client, seen } = clientOf(lost, json({ id: 'o1', state: 'refunding' }));
    await client.requestRefund('o1', { tickets: ['t1'], amount: 900 });
    expect(seen).toHaveLength(2);
  });

  it('SDK-1 a sign-up whose answer was lost signs in', async () => {
    const session = { accessToken: 'a' };
    const { client, seen } = clientOf(lost, refused('EMAIL_TAKEN'), json(session));
    const signedUp = client.signUp({ email: 'a@b.c', password: 'long enough', name: 'A' });
    expect(await signedUp).toEqual(session);
    expect(seen.map(({ call }) => call)).toEqual([
      'POST /api/auth/sign-up',
      'POST /api/auth/sign-up',
      'POST /api/auth/login',
    ]);
  });

  it('SDK-1 one that was refused at once does not', async () => {
    const { client, seen } = clientOf(refused('EMAIL_TAKEN'));
    const signedUp = client.signUp({ email: 'a@b.c', password: 'long enough', name: 'A' });
    await expect(signedUp).rejects.toBeInstanceOf(TicketFlowError);
    expect(seen).toHaveLength(1);
  });
});
