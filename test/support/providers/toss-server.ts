import { createIdempotencyKeys } from './idempotency.ts';
import { startFaultyServer } from './provider-server.ts';
import type { Answer, Call, ProviderServer, Received } from './provider-server.ts';
import { tossScript } from './toss-script.ts';
import {
  VIRTUAL_ACCOUNT,
  inKorea,
  newPayment,
  newTransactionKey,
  paymentBody,
} from './toss-payments.ts';
import type { LedgerRow, StoredPayment } from './toss-payments.ts';
import { createWebhookSender } from './webhook-sender.ts';

const SECRET_KEY = 'test_sk_local';
const AUTHORISATION = `Basic ${Buffer.from(`${SECRET_KEY}:`).toString('base64')}`;
const ALREADY = { status: 400, code: 'ALREADY_PROCESSED_PAYMENT', message: 'already processed' };

const json = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });
const problem = ({ status, code, message }: typeof ALREADY): Answer =>
  json(status, { code, message });
const refuse = (status: number, code: string): Answer => problem({ status, code, message: code });

export interface TossServer extends ProviderServer {
  /** The payment of an order that matters: with money, or else the newest. */
  payment(orderId: string): StoredPayment;
}

/** Toss Payments as it documents itself: confirm, query, cancel, ledger, webhooks, the window. */
export async function startTossServer(): Promise<TossServer> {
  const payments = new Map<string, StoredPayment>();
  const ledger: LedgerRow[] = [];
  const keys = createIdempotencyKeys();
  const webhooks = createWebhookSender();

  const ofOrder = (orderId: string): StoredPayment[] =>
    [...payments.values()].filter((payment) => payment.orderId === orderId);
  /** The one that matters: with money, or else the newest. */
  const theOne = (orderId: string): StoredPayment | undefined =>
    ofOrder(orderId).find(({ captures }) => captures > 0) ?? ofOrder(orderId).at(-1);

  function record(payment: StoredPayment, amount: number, transactionKey = newTransactionKey()) {
    const { paymentKey, orderId, method, currency, status } = payment;
    const transactionAt = inKorea(Date.now());
    const row = { transactionKey, paymentKey, orderId, method, currency, status, amount };
    ledger.push({ ...row, transactionAt });
    webhooks.send(webhookOf(payment));
  }

  function capture(payment: StoredPayment): void {
    payment.status = 'DONE';
    payment.approvedAt = inKorea(Date.now());
    payment.captures += 1;
    record(payment, payment.amount);
  }

  function confirm({ body }: Received): Answer {
    const asked = JSON.parse(body) as { paymentKey: string; orderId: string; amount: number };
    const payment = payments.get(asked.paymentKey);
    if (payment?.orderId !== asked.orderId) return refuse(404, 'NOT_FOUND_PAYMENT_SESSION');
    if (payment.status === 'EXPIRED') return refuse(404, 'NOT_FOUND_PAYMENT_SESSION');
    if (payment.status !== 'IN_PROGRESS') return problem(ALREADY);
    if (payment.amount !== asked.amount) return refuse(400, 'INVALID_REQUEST');
    if (payment.refusal !== undefined) {
      payment.status = 'ABORTED';
      record(payment, payment.amount);
      return refuse(403, payment.refusal);
    }
    if (payment.method === VIRTUAL_ACCOUNT) {
      payment.status = 'WAITING_FOR_DEPOSIT';
      record(payment, payment.amount);
    } else capture(payment);
    return json(200, paymentBody(payment));
  }

  function cancel(payment: StoredPayment, { body }: Received): Answer {
    const asked = JSON.parse(body) as {
      cancelReason: string;
      cancelAmount?: number;
      refundableAmount?: number;
      refundReceiveAccount?: { accountNumber: string };
    };
    const amount = asked.cancelAmount ?? payment.balance;
    if (payment.status === 'WAITING_FOR_DEPOSIT') {
      if (amount !== payment.balance) {
        return refuse(403, 'NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT');
      }
      payment.status = 'CANCELED';
      payment.balance = 0;
      record(payment, amount);
      return json(200, paymentBody(payment));
    }
    if (payment.status === 'CANCELED') return refuse(400, 'ALREADY_CANCELED_PAYMENT');
    if (!/^(DONE|PARTIAL_CANCELED)$/.test(payment.status))
      return refuse(403, 'NOT_CANCELABLE_PAYMENT');
    if (payment.method === VIRTUAL_ACCOUNT && !asked.refundReceiveAccount) {
      return refuse(400, 'INVALID_REFUND_ACCOUNT_INFO');
    }
    const { accountNumber } = asked.refundReceiveAccount ?? {};
    if (accountNumber !== undefined && !/^\d{6,20}$/.test(accountNumber)) {
      return refuse(400, 'INVALID_REFUND_ACCOUNT_NUMBER');
    }
    if ((asked.refundableAmount ?? payment.balance) !== payment.balance) {
      return refuse(400, 'NOT_MATCHES_REFUNDABLE_AMOUNT');
    }
    if (amount > payment.balance) return refuse(403, 'NOT_CANCELABLE_AMOUNT');
    giveBack(payment, amount, asked.cancelReason);
    return json(200, paymentBody(payment));
  }

  function giveBack(payment: StoredPayment, amount: number, cancelReason: string): void {
    const transactionKey = newTransactionKey();
    payment.balance -= amount;
    const cancel = { cancelAmount: amount, cancelReason, transactionKey };
    payment.cancels.push({ ...cancel, cancelStatus: 'DONE' });
    payment.status = payment.balance === 0 ? 'CANCELED' : 'PARTIAL_CANCELED';
    record(payment, amount, transactionKey);
  }

  function transactions({ searchParams }: URL): Answer {
    const from = Date.parse(`${searchParams.get('startDate') ?? ''}+09:00`);
    const to = Date.parse(`${searchParams.get('endDate') ?? ''}+09:00`);
    if (Number.isNaN(from) || Number.isNaN(to)) return refuse(400, 'INVALID_ISO_DATE_FORMAT');
    const rows = ledger.filter(({ transactionAt }) => {
      const at = Date.parse(transactionAt);
      return at >= from && at <= to;
    });
    const after = searchParams.get('startingAfter');
    const start = after === null ? 0 : rows.findIndex((row) => row.transactionKey === after) + 1;
    return json(200, rows.slice(start, start + Number(searchParams.get('limit') ?? 100)));
  }

  function one(payment: StoredPayment | undefined): Answer {
    return payment ? json(200, paymentBody(payment)) : refuse(404, 'NOT_FOUND_PAYMENT');
  }

  function understand(request: Received): Call | Answer {
    const { method, url } = request;
    const { pathname } = url;
    if (pathname === '/v2/standard') return tossScript();
    if (pathname === '/window') return openWindow(url);
    if (request.header('authorization') !== AUTHORISATION) return refuse(401, 'UNAUTHORIZED_KEY');
    const call = (on: Call['on'], orderId: string | undefined, run: () => Answer): Call => {
      const key = method === 'POST' ? request.header('idempotency-key') : undefined;
      const once = (): Answer => keys.once(key, pathname, run);
      const store = (answer: Answer): Answer => keys.once(key, pathname, () => answer);
      return { on, orderId, run: once, store, problem, alreadyProcessed: ALREADY };
    };
    if (pathname === '/v1/transactions') return call('list', undefined, () => transactions(url));
    if (pathname === '/v1/payments/confirm') {
      const { orderId } = JSON.parse(request.body) as { orderId: string };
      return call('confirm', orderId, () => confirm(request));
    }
    const [first = '', second] = pathname
      .slice('/v1/payments/'.length)
      .split('/')
      .map(decodeURIComponent);
    if (first === 'orders') return call('get', second, () => one(theOne(second ?? '')));
    const payment = payments.get(first);
    if (second === undefined) return call('get', payment?.orderId, () => one(payment));
    if (!payment) return refuse(404, 'NOT_FOUND_PAYMENT');
    const on = payment.status === 'WAITING_FOR_DEPOSIT' ? 'close' : 'refund';
    return call(on, payment.orderId, () => cancel(payment, request));
  }

  function authorise(...args: Parameters<typeof newPayment>): string {
    const payment = newPayment(...args);
    payments.set(payment.paymentKey, payment);
    return payment.paymentKey;
  }

  /** What the buyer does in Toss's window, at once. */
  function openWindow({ searchParams }: URL): Answer {
    const wanted = (name: string): string => searchParams.get(name) ?? '';
    const [orderId, amount] = [wanted('orderId'), wanted('amount')];
    const method = wanted('method') === 'VIRTUAL_ACCOUNT' ? VIRTUAL_ACCOUNT : '카드';
    const paymentKey = authorise(orderId, Number(amount), { method, currency: wanted('currency') });
    const back = new URL(wanted('successUrl'));
    for (const [name, value] of Object.entries({ paymentKey, orderId, amount })) {
      back.searchParams.set(name, value);
    }
    return { status: 302, body: '', headers: { location: back.href } };
  }

  const server = await startFaultyServer(understand);
  const all = (orderId: string, value: (payment: StoredPayment) => number): number =>
    ofOrder(orderId).reduce((sum, payment) => sum + value(payment), 0);
  const need = (orderId: string): StoredPayment => {
    const payment = theOne(orderId);
    if (!payment) throw new Error(`no payment of order ${orderId}`);
    return payment;
  };
  return {
    ...server,
    provider: 'toss',
    env: {
      TOSS_SECRET_KEY: SECRET_KEY,
      TOSS_CLIENT_KEY: 'test_ck_local',
      TOSS_BASE_URL: server.url,
      TOSS_SCRIPT_URL: `${server.url}/v2/standard`,
    },
    authorise,
    deposit: (orderId) => {
      const payment = need(orderId);
      if (payment.status !== 'WAITING_FOR_DEPOSIT') throw new Error(`it is ${payment.status}`);
      capture(payment);
    },
    expire: (orderId) => {
      for (const payment of ofOrder(orderId)) {
        if (/^(IN_PROGRESS|WAITING_FOR_DEPOSIT)$/.test(payment.status)) payment.status = 'EXPIRED';
      }
    },
    forgetKeys: () => {
      keys.forget();
    },
    charged: (orderId) => all(orderId, ({ captures, amount }) => captures * amount),
    captures: (orderId) => all(orderId, ({ captures }) => captures),
    returned: (orderId) =>
      all(orderId, ({ cancels }) =>
        cancels.reduce((sum, { cancelAmount }) => sum + cancelAmount, 0),
      ),
    returnByHand: (orderId, amount) => {
      giveBack(need(orderId), amount, '고객 요청');
    },
    payment: need,
    webhook: (orderId) => webhookOf(need(orderId)),
    sendWebhooksTo: (url) => {
      webhooks.sendTo(url);
    },
    stop: async () => {
      await webhooks.settled();
      await server.stop();
    },
  };
}

/** A deposit has a callback of its own, with the secret; everything else is unsigned. */
function webhookOf(payment: StoredPayment) {
  const { method, status, secret, orderId } = payment;
  const createdAt = inKorea(Date.now());
  const body =
    method === VIRTUAL_ACCOUNT && payment.approvedAt !== null
      ? { createdAt, secret, status, orderId, transactionKey: newTransactionKey() }
      : { eventType: 'PAYMENT_STATUS_CHANGED', createdAt, data: paymentBody(payment) };
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}
