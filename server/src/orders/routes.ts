import { createRoute, z } from '@hono/zod-openapi';
import type { ErrorCode } from '@ticket-flow/client/protocol';
import { requireUser } from '../identity/index.ts';
import type { Tokens } from '../identity/index.ts';
import {
  answers,
  bearer,
  createApi,
  emptyIsNone,
  jsonBody,
  lineOfText,
  optionalJsonBody,
  serve,
} from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import type { Orders } from './orders.ts';
import {
  confirmBody,
  createBody,
  locale,
  orderId,
  orderSchema,
  refundAccountBody,
  refundBody,
  startSchema,
  summarySchema,
} from './schemas.ts';
import type { TicketSigning } from './ticket-signing.ts';

const query = z.object({ locale });
const params = z.object({ id: orderId });
const order = (...codes: ErrorCode[]) => answers(200, orderSchema, 'The order', codes);

const create = createRoute({
  method: 'post',
  path: '/orders',
  summary: 'Order the seats of your holds; repeating it with the same key answers the same order',
  security: bearer,
  request: {
    query,
    headers: z.object({
      'idempotency-key': z.string().regex(/^[\x21-\x7e]{8,100}$/, 'must have 8 to 100 characters'),
    }),
    body: jsonBody(createBody),
  },
  responses: answers(201, orderSchema, 'The order, waiting for payment', [
    ...(['NOT_FOUND', 'GONE', 'TAKEN', 'CHANNEL', 'WRONG_STATE', 'UNAVAILABLE'] as const),
    ...(['LIMIT', 'RATE_LIMITED'] as const),
  ]),
});

const list = createRoute({
  method: 'get',
  path: '/orders',
  summary: 'Your orders, newest first',
  security: bearer,
  request: { query },
  responses: answers(200, z.object({ items: z.array(summarySchema) }), 'Orders'),
});

const get = createRoute({
  method: 'get',
  path: '/orders/{id}',
  summary: 'One of your orders with its tickets',
  security: bearer,
  request: { params, query },
  responses: order('NOT_FOUND'),
});

const cancel = createRoute({
  method: 'post',
  path: '/orders/{id}/cancel',
  summary: 'Give up an order that is not paid; its seats go back on sale',
  description:
    'While it waits for a deposit the provider closes the account first, and the order is answered as it still is.',
  security: bearer,
  request: { params, query },
  responses: order('NOT_FOUND', 'WRONG_STATE'),
});

const startPayment = createRoute({
  method: 'post',
  path: '/orders/{id}/payment',
  summary: 'How the buyer pays: a page to go to, or a window to open',
  security: bearer,
  request: {
    params,
    query,
    body: optionalJsonBody(z.object({ provider: lineOfText(20).optional() })),
  },
  responses: answers(200, startSchema, 'The provider’s page or window', [
    ...(['NOT_FOUND', 'WRONG_STATE', 'UNAVAILABLE'] as const),
  ]),
});

const confirm = createRoute({
  method: 'post',
  path: '/payments/confirm',
  summary:
    'Confirm an authorised payment; the order is paid, or `paying` until the provider answers',
  security: bearer,
  request: {
    query,
    body: jsonBody(confirmBody),
  },
  responses: order('NOT_FOUND', 'AMOUNT_MISMATCH', 'DECLINED', 'IN_PROGRESS', 'WRONG_STATE'),
});

const refund = createRoute({
  method: 'post',
  path: '/orders/{id}/refunds',
  summary: 'Give tickets back, all or some, for what the order’s `refundOffer` says',
  security: bearer,
  request: { params, query, body: jsonBody(refundBody) },
  responses: order(
    ...(['NOT_FOUND', 'AMOUNT_MISMATCH', 'NOT_REFUNDABLE', 'WRONG_STATE'] as const),
    'REFUND_ACCOUNT_NEEDED',
  ),
});

const giveAccount = createRoute({
  method: 'post',
  path: '/orders/{id}/refund-account',
  summary: 'Name the bank account that a refund of this order waits for',
  security: bearer,
  request: { params, query, body: jsonBody(refundAccountBody) },
  responses: order('NOT_FOUND', 'WRONG_STATE'),
});

const ticketKeys = createRoute({
  method: 'get',
  path: '/ticket-keys',
  summary: 'Public keys (Ed25519) of the codes on tickets, for scanners that work offline',
  responses: answers(
    200,
    z.object({ keys: z.array(z.object({ kid: z.string(), publicKey: z.string() })) }),
    'Keys, the one that signs now first',
  ),
});

export interface OrderRoutesDependencies {
  readonly orders: Orders;
  readonly tokens: Tokens;
  readonly signing: TicketSigning;
}

export function orderRoutes({ orders, tokens, signing }: OrderRoutesDependencies): Api {
  const api = createApi();
  api.use('/orders/*', requireUser(tokens));
  api.use('/payments/confirm', requireUser(tokens));
  serve(api, create, async (c) => {
    const { priceTypes, buyer, ...body } = c.req.valid('json');
    const { phone, ...named } = buyer;
    const made = await orders.create({
      ...body,
      buyer: { ...named, ...(phone !== undefined && { phone }) },
      ...(priceTypes && { priceTypes }),
      holder: c.get('signedIn').holder,
      idempotencyKey: c.req.valid('header')['idempotency-key'],
      locale: c.req.valid('query').locale,
    });
    return c.json(made, 201);
  });
  serve(api, list, async (c) => {
    const items = await orders.list(c.get('signedIn').holder, c.req.valid('query').locale);
    return c.json({ items });
  });
  serve(api, get, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await orders.get(id, c.get('signedIn').holder, c.req.valid('query').locale));
  });
  serve(api, cancel, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await orders.cancel(id, c.get('signedIn').holder, c.req.valid('query').locale));
  });
  api.use('/orders/:id/payment', emptyIsNone());
  serve(api, startPayment, async (c) => {
    const { holder } = c.get('signedIn');
    const { id } = c.req.valid('param');
    const { provider } = c.req.valid('json');
    const { locale: language } = c.req.valid('query');
    return c.json(await orders.startPayment({ id, holder, provider, locale: language }));
  });
  serve(api, confirm, async (c) => {
    const request = { ...c.req.valid('json'), holder: c.get('signedIn').holder };
    return c.json(await orders.confirm(request, c.req.valid('query').locale));
  });
  serve(api, refund, async (c) => {
    const { id } = c.req.valid('param');
    const request = { ...c.req.valid('json'), holder: c.get('signedIn').holder };
    return c.json(await orders.refund(id, request, c.req.valid('query').locale));
  });
  serve(api, giveAccount, async (c) => {
    const { id } = c.req.valid('param');
    const { holder } = c.get('signedIn');
    const { account } = c.req.valid('json');
    return c.json(await orders.giveRefundAccount(id, holder, account, c.req.valid('query').locale));
  });
  serve(api, ticketKeys, (c) => c.json({ keys: [...signing.keys] }));
  return api;
}
