import { createRoute, z } from '@hono/zod-openapi';
import type { OrderDetail, OrderSummary, PaymentStart } from '@ticket-flow/client/protocol';
import { posterSchema, venueSchema } from '../catalog/index.ts';
import { requireUser } from '../identity/index.ts';
import type { Tokens } from '../identity/index.ts';
import {
  answers,
  bearer,
  createApi,
  idNumber,
  jsonBody,
  lineOfText,
  serve,
} from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import type { Orders } from './orders.ts';

const int = z.number().int();
const locale = z.enum(['ko', 'en']).default('ko');
const orderId = z.string().regex(/^[a-z0-9]{6,64}$/, 'must be an order id');
const state = z.enum([
  ...['pending', 'paying', 'paid', 'refunding', 'refunded'],
  ...['expired', 'cancelled', 'void'],
] as ['pending', 'paying', 'paid', 'refunding', 'refunded', 'expired', 'cancelled', 'void']);

const summarySchema = z.object({
  id: z.string(),
  state,
  performanceId: int,
  eventTitle: z.string(),
  eventSlug: z.string(),
  poster: posterSchema,
  startsAt: int,
  venue: venueSchema,
  currency: z.string(),
  amount: int,
  seatLabels: z.array(z.string()),
  createdAt: int,
  deadlineAt: int,
}) satisfies z.ZodType<OrderSummary>;

const orderSchema = summarySchema
  .extend({
    lines: z.array(
      z.object({
        seat: int,
        seatLabel: z.string(),
        grade: z.string(),
        priceType: z.string(),
        base: int,
        discount: int,
        fee: int,
        tax: int,
        amount: int,
      }),
    ),
    tickets: z.array(
      z.object({
        code: z.string(),
        seat: int,
        seatLabel: z.string(),
        state: z.enum(['issued', 'used', 'cancelled']),
      }),
    ),
    buyer: z.object({ name: z.string(), email: z.string(), phone: z.string().nullable() }),
    serverNow: int,
  })
  .openapi('Order') satisfies z.ZodType<OrderDetail>;

const createBody = z.object({
  performanceId: idNumber,
  holds: z.array(z.string().min(1).max(600)).min(1, 'must name at least one hold').max(20),
  priceTypes: z
    .record(z.string().regex(/^(0|[1-9]\d{0,5})$/, 'must be a seat'), z.string().max(20))
    .refine((types) => Object.keys(types).length <= 400, 'must not name more than 400 seats')
    .optional(),
  buyer: z.object({
    name: lineOfText(100),
    email: z.email('must be an e-mail address').max(254),
    phone: z
      .string()
      .regex(/^[0-9+\-() ]{6,40}$/, 'must be a phone number')
      .optional(),
  }),
});

const query = z.object({ locale });
const params = z.object({ id: orderId });
const order = answers(200, orderSchema, 'The order');

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
  responses: answers(201, orderSchema, 'The order, waiting for payment'),
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
  responses: order,
});

const cancel = createRoute({
  method: 'post',
  path: '/orders/{id}/cancel',
  summary: 'Give up an order that is not paid; its seats go back on sale',
  security: bearer,
  request: { params, query },
  responses: order,
});

const startPayment = createRoute({
  method: 'post',
  path: '/orders/{id}/payment',
  summary: 'Where to send the buyer to pay',
  security: bearer,
  request: { params, query },
  responses: answers(
    200,
    z.object({ provider: z.string(), payUrl: z.string() }) satisfies z.ZodType<PaymentStart>,
    'The provider’s page',
  ),
});

const confirm = createRoute({
  method: 'post',
  path: '/payments/confirm',
  summary:
    'Confirm an authorised payment; the order is paid, or `paying` until the provider answers',
  security: bearer,
  request: {
    query,
    body: jsonBody(
      z.object({
        orderId,
        paymentKey: lineOfText(200),
        amount: int.min(0).max(Number.MAX_SAFE_INTEGER),
      }),
    ),
  },
  responses: order,
});

export function orderRoutes(orders: Orders, tokens: Tokens): Api {
  const api = createApi();
  api.use('/orders/*', requireUser(tokens));
  api.use('/payments/*', requireUser(tokens));
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
  serve(api, startPayment, async (c) => {
    const { holder } = c.get('signedIn');
    const { id } = c.req.valid('param');
    return c.json(await orders.startPayment(id, holder, c.req.valid('query').locale));
  });
  serve(api, confirm, async (c) => {
    const request = { ...c.req.valid('json'), holder: c.get('signedIn').holder };
    return c.json(await orders.confirm(request, c.req.valid('query').locale));
  });
  return api;
}
