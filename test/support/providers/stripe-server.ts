import { createHmac } from 'node:crypto';
import { createIdempotencyKeys } from './idempotency.ts';
import { startFaultyServer } from './provider-server.ts';
import type { Answer, Authorisation, Call, ProviderServer, Received } from './provider-server.ts';
import {
  intentBody,
  listBody,
  newId,
  newIntent,
  refundBody,
  refundedOf,
  seconds,
  sessionBody,
} from './stripe-objects.ts';
import type { StoredIntent, StoredSession } from './stripe-objects.ts';
import { createWebhookSender } from './webhook-sender.ts';

const SECRET_KEY = 'sk_test_local';
const WEBHOOK_SECRET = 'whsec_local';
const ALREADY = {
  status: 400,
  code: 'payment_intent_unexpected_state',
  message: 'it has already been captured',
};

export interface StripeServer extends ProviderServer {
  /** The buyer pays on the page of a session: from then on it can be captured. */
  pay(sessionId: string, options?: Authorisation): void;
  /** The intent of an order's newest session, to be put into any state. */
  intent(orderId: string): StoredIntent;
}

const json = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });
const typeOf = (status: number): string =>
  status === 402 ? 'card_error' : status >= 500 ? 'api_error' : 'invalid_request_error';
const problem = ({ status, code, message }: typeof ALREADY): Answer =>
  json(status, { error: { type: typeOf(status), code, message } });
const refuse = (status: number, code: string): Answer => problem({ status, code, message: code });
const MISSING = refuse(404, 'resource_missing');

/** Stripe as it documents itself: Checkout Sessions, intents, refunds, lists, webhooks, the page. */
export async function startStripeServer(): Promise<StripeServer> {
  const sessions = new Map<string, StoredSession>();
  const intents = new Map<string, StoredIntent>();
  const keys = createIdempotencyKeys({ 'idempotent-replayed': 'true' });
  const webhooks = createWebhookSender();

  const ofOrder = (orderId: string): StoredSession[] =>
    [...sessions.values()].filter((session) => session.orderId === orderId);

  function open(session: Omit<StoredSession, 'id' | 'status' | 'intent'>): StoredSession {
    const made = { id: newId('cs_test'), status: 'open' as const, intent: undefined, ...session };
    sessions.set(made.id, made);
    return made;
  }

  function create({ body }: Received): Answer {
    const form = new URLSearchParams(body);
    const read = (name: string): string => form.get(name) ?? '';
    const expiresAt = Number(read('expires_at'));
    const ahead = expiresAt - seconds();
    if (ahead < 30 * 60 || ahead > 24 * 3_600) return refuse(400, 'parameter_invalid_integer');
    if (read('payment_intent_data[capture_method]') !== 'manual') return refuse(400, 'not_manual');
    const session = open({
      orderId: read('payment_intent_data[metadata][orderId]'),
      amount: Number(read('line_items[0][price_data][unit_amount]')),
      currency: read('line_items[0][price_data][currency]'),
      expiresAt,
      successUrl: read('success_url'),
      cancelUrl: read('cancel_url'),
    });
    return json(200, sessionBody(session, [], server.url));
  }

  function pay(sessionId: string, { refusal }: Authorisation = {}): void {
    const session = sessions.get(sessionId);
    if (session?.status !== 'open') throw new Error(`session ${sessionId} is not open`);
    session.status = 'complete';
    session.intent = newIntent(session, refusal);
    intents.set(session.intent.id, session.intent);
    webhooks.send(eventOf('checkout.session.completed', session));
  }

  function expire(session: StoredSession): Answer {
    if (session.status !== 'open') return refuse(400, 'checkout_session_not_open');
    session.status = 'expired';
    webhooks.send(eventOf('checkout.session.expired', session));
    return json(200, sessionBody(session, [], server.url));
  }

  function capture(intent: StoredIntent): Answer {
    if (intent.status !== 'requires_capture') return problem(ALREADY);
    if (intent.refusal !== undefined) {
      const { refusal: decline_code } = intent;
      const error = { type: 'card_error', code: 'card_declined', decline_code, message: 'no' };
      return json(402, { error });
    }
    intent.status = 'succeeded';
    intent.received = intent.amount;
    intent.captures += 1;
    webhooks.send(eventOf('payment_intent.succeeded', intent));
    return json(200, intentBody(intent, true));
  }

  function cancel(intent: StoredIntent): Answer {
    if (!intent.status.startsWith('requires_')) return problem(ALREADY);
    intent.status = 'canceled';
    webhooks.send(eventOf('payment_intent.canceled', intent));
    return json(200, intentBody(intent, false));
  }

  function refund({ body }: Received): Answer {
    const form = new URLSearchParams(body);
    const intent = intents.get(form.get('payment_intent') ?? '');
    if (!intent) return MISSING;
    const amount = Number(form.get('amount'));
    const left = intent.received - refundedOf(intent);
    if (left === 0) return refuse(400, 'charge_already_refunded');
    if (amount > left) return refuse(400, 'amount_too_large');
    const own = ['refundId', 'key'].flatMap((name) => {
      const value = form.get(`metadata[${name}]`);
      return value === null ? [] : [[name, value] as const];
    });
    const made = giveBack(intent, amount, Object.fromEntries(own));
    return json(200, refundBody(made, intent));
  }

  function giveBack(intent: StoredIntent, amount: number, own: Record<string, string>) {
    const metadata = { ...own, orderId: intent.orderId };
    const made = { id: newId('re'), amount, metadata, status: 'succeeded' as const };
    intent.refunds.push(made);
    webhooks.send(eventOf('charge.refunded', intent));
    return made;
  }

  function listIntents({ searchParams: query }: URL): Answer {
    const since = Number(query.get('created[gte]') ?? 0);
    const all = [...intents.values()].filter(({ created }) => created >= since);
    const body = (id: string): object => intentBody(intents.get(id) ?? newIntent(NONE), true);
    return json(200, listBody(all, query, body, '/v1/payment_intents'));
  }

  function listRefunds({ searchParams: query }: URL): Answer {
    const intent = intents.get(query.get('payment_intent') ?? '');
    if (!intent) return MISSING;
    const byId = new Map(intent.refunds.map((made) => [made.id, refundBody(made, intent)]));
    const body = (id: string): object => byId.get(id) ?? {};
    return json(200, listBody(intent.refunds, query, body, '/v1/refunds'));
  }

  function search({ searchParams: query }: URL): Answer {
    const orderId = /^metadata\['orderId'\]:'(.*)'$/.exec(query.get('query') ?? '')?.[1];
    const found = [...intents.values()].filter((intent) => intent.orderId === orderId);
    const data = found.reverse().map((intent) => intentBody(intent, true));
    return json(200, { object: 'search_result', url: '/v1', has_more: false, data });
  }

  function understand(request: Received): Call | Answer {
    const { method, url } = request;
    if (url.pathname.startsWith('/pay/')) return openPage(url.pathname.slice('/pay/'.length));
    if (request.header('authorization') !== `Bearer ${SECRET_KEY}`) {
      return json(401, { error: { type: 'invalid_request_error', message: 'wrong key' } });
    }
    const call = (on: Call['on'], orderId: string | undefined, run: () => Answer): Call => {
      const key = method === 'POST' ? request.header('idempotency-key') : undefined;
      const once = (): Answer => keys.once(key, url.pathname, run);
      const store = (answer: Answer): Answer => keys.once(key, url.pathname, () => answer);
      return { on, orderId, run: once, store, problem, alreadyProcessed: ALREADY };
    };
    const path = url.pathname.slice('/v1/'.length);
    if (path === 'refunds') return refundCall(request, call);
    if (path === 'payment_intents/search') return call('get', undefined, () => search(url));
    if (path === 'payment_intents') return call('list', undefined, () => listIntents(url));
    if (path === 'checkout/sessions') {
      const orderId = new URLSearchParams(request.body).get('client_reference_id') ?? undefined;
      return call('start', orderId, () => create(request));
    }
    return path.startsWith('checkout/')
      ? sessionCall(url, path.split('/').slice(2), call)
      : intentCall(path.split('/').slice(1), call);
  }

  type MakeCall = (on: Call['on'], orderId: string | undefined, run: () => Answer) => Call;

  function refundCall(request: Received, call: MakeCall): Call {
    const { method, url, body } = request;
    const form = method === 'POST' ? new URLSearchParams(body) : url.searchParams;
    const orderId = intents.get(form.get('payment_intent') ?? '')?.orderId;
    return method === 'POST'
      ? call('refund', orderId, () => refund(request))
      : call('list', orderId, () => listRefunds(url));
  }

  function sessionCall(url: URL, [id = '', verb]: string[], call: MakeCall): Call | Answer {
    const session = sessions.get(id);
    if (!session) return MISSING;
    if (verb === 'expire') return call('close', session.orderId, () => expire(session));
    const expand = [...url.searchParams]
      .filter(([name]) => name.startsWith('expand'))
      .map(([, path]) => path);
    return call('get', session.orderId, () => json(200, sessionBody(session, expand, server.url)));
  }

  function intentCall([id = '', verb]: string[], call: MakeCall): Call | Answer {
    const intent = intents.get(id);
    if (!intent) return MISSING;
    if (verb === 'capture') return call('confirm', intent.orderId, () => capture(intent));
    if (verb === 'cancel') return call('close', intent.orderId, () => cancel(intent));
    return call('get', intent.orderId, () => json(200, intentBody(intent, true)));
  }

  /** What the buyer does on Stripe's page, at once. */
  function openPage(id: string): Answer {
    const session = sessions.get(id);
    if (session?.status !== 'open') return { status: 410, body: '{}' };
    pay(id);
    const location = session.successUrl.replace('{CHECKOUT_SESSION_ID}', id);
    return { status: 302, body: '', headers: { location } };
  }

  const server = await startFaultyServer(understand);
  const intentsOf = (orderId: string): StoredIntent[] =>
    ofOrder(orderId).flatMap(({ intent }) => intent ?? []);
  const sum = (orderId: string, value: (intent: StoredIntent) => number): number =>
    intentsOf(orderId).reduce((total, intent) => total + value(intent), 0);
  const need = (orderId: string): StoredIntent => {
    const all = intentsOf(orderId);
    const intent = all.find(({ captures }) => captures > 0) ?? all.at(-1);
    if (!intent) throw new Error(`no intent of order ${orderId}`);
    return intent;
  };
  return {
    ...server,
    provider: 'stripe',
    env: {
      STRIPE_SECRET_KEY: SECRET_KEY,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_BASE_URL: server.url,
    },
    authorise: (orderId, amount, options = {}) => {
      const currency = (options.currency ?? 'KRW').toLowerCase();
      const urls = { successUrl: '', cancelUrl: '', expiresAt: seconds() + 3_600 };
      const { id } = open({ orderId, amount, currency, ...urls });
      pay(id, options);
      return id;
    },
    pay,
    intent: need,
    deposit: () => {
      throw new Error('Stripe is not used with methods that are paid later');
    },
    expire: (orderId) => {
      for (const session of ofOrder(orderId)) {
        if (session.status === 'open') expire(session);
        if (session.intent?.status === 'requires_capture') cancel(session.intent);
      }
    },
    forgetKeys: () => {
      keys.forget();
    },
    charged: (orderId) => sum(orderId, ({ captures, amount }) => captures * amount),
    captures: (orderId) => sum(orderId, ({ captures }) => captures),
    returned: (orderId) => sum(orderId, refundedOf),
    returnByHand: (orderId, amount) => {
      giveBack(need(orderId), amount, {});
    },
    webhook: (orderId) => eventOf('payment_intent.succeeded', need(orderId)),
    sendWebhooksTo: (url) => {
      webhooks.sendTo(url);
    },
    stop: async () => {
      await webhooks.settled();
      await server.stop();
    },
  };
}

const NONE = { orderId: '', amount: 0, currency: '' };

/** Signed like every event: HMAC-SHA256 of `t.body`. */
function eventOf(type: string, { id, orderId }: { id: string; orderId: string }) {
  const object = { id, object: type.slice(0, type.lastIndexOf('.')), metadata: { orderId } };
  const event = { id: newId('evt'), object: 'event', created: seconds(), type, data: { object } };
  const body = JSON.stringify(event);
  return { body, headers: signed(body, WEBHOOK_SECRET, seconds()) };
}

export function signed(body: string, secret: string, at: number): Record<string, string> {
  const v1 = createHmac('sha256', secret)
    .update(`${String(at)}.${body}`)
    .digest('hex');
  return { 'content-type': 'application/json', 'stripe-signature': `t=${String(at)},v1=${v1}` };
}
