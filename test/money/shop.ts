import { randomUUID } from 'node:crypto';
import type { OrderDetail } from '@ticket-flow/client';
import type { FaultKind, Operation, WebhookMessage } from '../support/providers/index.ts';
import type { ProviderServer } from '../support/providers/index.ts';
import type { TestApp } from '../support/app.ts';
import { BUYER } from '../support/purchases.ts';
import type { Stage } from './stage.ts';

/** One buyer with one order, on a whole server, and what can be done to both. */
export interface Shop {
  readonly order: OrderDetail;
  readonly stage: Stage;
  readonly server: ProviderServer | undefined;
  /** Confirms; answers the order's state, or the code of the refusal. */
  confirm(payment: { paymentKey: string; amount?: number }): Promise<string>;
  authorise(later?: 'deposit'): Promise<string>;
  giveBack(): Promise<string>;
  cancel(): Promise<string>;
  state(): Promise<string>;
  fault(on: Operation, kind: FaultKind): void;
  /** Sends a webhook to the server under test; answers the HTTP status. */
  send(message: WebhookMessage): Promise<number>;
  /** Lets the order's time to pay run out. */
  passDeadline(): Promise<void>;
}

const LOCALE = 'en';

/** The state of what comes back, or the code of what is thrown. */
async function told(work: Promise<OrderDetail>): Promise<string> {
  return work.then(
    ({ state }) => state,
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
}

export async function openShop(app: TestApp, stage: Stage): Promise<Shop> {
  const { orders, seats: holds } = app.app.services;
  const { performanceId, till } = stage;
  const holder = `user:${randomUUID()}`;
  const seats = stage.takeSeats(1);
  const { hold } = await holds.hold({ performanceId, holder, seats, requestId: holder });
  const order = await orders.create({
    ...{ performanceId, holder, locale: LOCALE, idempotencyKey: holder, buyer: BUYER },
    holds: [hold.token],
  });
  const { id, amount: asked } = order;
  const get = (): Promise<OrderDetail> => orders.get(id, holder, LOCALE);
  return {
    ...{ order, stage, server: till.server },
    confirm: ({ paymentKey, amount = asked }) =>
      told(orders.confirm({ orderId: id, paymentKey, amount, holder }, LOCALE)),
    authorise: (later) => till.authorise(order, later),
    giveBack: async () => {
      const tickets = (await get()).refundOffer?.tickets ?? [];
      const amount = tickets.reduce((sum, ticket) => sum + ticket.amount, 0);
      return told(orders.refund(id, { amount, holder }, LOCALE));
    },
    cancel: () => told(orders.cancel(id, holder, LOCALE)),
    state: async () => (await get()).state,
    fault: (on, kind) => till.server?.fault({ ...kind, on, orderId: id }),
    send: async ({ body, headers }) => {
      const url = `${app.url}/api/webhooks/${till.provider}`;
      return (await fetch(url, { method: 'POST', body, headers })).status;
    },
    passDeadline: async () => {
      await stage.test.database.transaction((transaction) =>
        stage.test.database.models.orders.update(
          { deadline_at: Date.now() - 1 },
          { where: { id }, transaction },
        ),
      );
    },
  };
}
