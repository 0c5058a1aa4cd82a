import { z } from '@hono/zod-openapi';
import type { OrderDetail, OrderSummary, PaymentStart } from '@ticket-flow/client/protocol';
import { posterSchema, refundPolicySchema, venueSchema } from '../catalog/index.ts';
import { idNumber, lineOfText } from '../platform/http/api.ts';

const int = z.number().int();
export const locale = z.enum(['ko', 'en']).default('ko');
export const orderId = z.string().regex(/^[a-z0-9]{6,64}$/, 'must be an order id');
const state = z.enum([
  'pending',
  'paying',
  'awaiting_deposit',
  'paid',
  'refunding',
  'refunded',
  'expired',
  'cancelled',
  'void',
]);

export const summarySchema = z.object({
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

export const orderSchema = summarySchema
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
        qr: z.string(),
      }),
    ),
    buyer: z.object({ name: z.string(), email: z.string(), phone: z.string().nullable() }),
    payment: z
      .object({
        ...{ provider: z.string(), method: z.string(), captured: int, returned: int },
        ...{ paidAt: int, receiptUrl: z.string().nullable() },
      })
      .nullable(),
    deposit: z
      .object({
        ...{ bank: z.string(), accountNumber: z.string(), accountHolder: z.string() },
        ...{ amount: int, dueAt: int },
      })
      .nullable(),
    declined: z.string().nullable(),
    refunds: z.array(
      z.object({
        ...{
          id: z.string(),
          state: z.enum(['open', 'done', 'stuck']),
          code: z.string().nullable(),
        },
        ...{ seatLabels: z.array(z.string()), amount: int, fee: int },
        ...{ createdAt: int, finishedAt: int.nullable() },
      }),
    ),
    refundOffer: z
      .object({
        until: int,
        tickets: z.array(z.object({ code: z.string(), amount: int, fee: int })),
        accountNeeded: z.boolean(),
      })
      .nullable(),
    refundPolicy: refundPolicySchema.nullable(),
    serverNow: int,
  })
  .openapi('Order') satisfies z.ZodType<OrderDetail>;

export const createBody = z.object({
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

export const startSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('redirect'), provider: z.string(), payUrl: z.string() }),
  z.object({
    ...{ kind: z.literal('toss'), provider: z.string(), script: z.string() },
    ...{ clientKey: z.string(), amount: int, currency: z.string(), orderName: z.string() },
  }),
]) satisfies z.ZodType<PaymentStart>;

const refundAccount = z.object({
  bank: lineOfText(20),
  accountNumber: z.string().regex(/^[0-9-]{4,40}$/, 'must be an account number'),
  accountHolder: lineOfText(60),
});

export const refundBody = z.object({
  tickets: z.array(lineOfText(40)).min(1, 'must name at least one ticket').max(100).optional(),
  amount: int.min(0).max(Number.MAX_SAFE_INTEGER),
  account: refundAccount.optional(),
});

export const refundAccountBody = z.object({ account: refundAccount });

export const confirmBody = z.object({
  orderId,
  paymentKey: lineOfText(200),
  amount: int.min(0).max(Number.MAX_SAFE_INTEGER),
});
