import { createRoute, z } from '@hono/zod-openapi';
import { withDeadline } from '../platform/deadline.ts';
import { AppError, notFound, unavailable } from '../platform/errors.ts';
import { answers, createApi, jsonBody, lineOfText, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import type { Logger } from '../platform/logging.ts';
import type { Gateways } from './gateways.ts';
import type { SandboxGateway } from './sandbox.ts';
import { createWakes } from './wakes.ts';
import type { Wake } from './wakes.ts';

const authorise = createRoute({
  method: 'post',
  path: '/sandbox/payments',
  summary: 'Authorise a payment at the sandbox provider (its pay page calls this)',
  request: {
    body: jsonBody(
      z.object({
        orderId: lineOfText(64),
        amount: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
        currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
        behaviour: z.enum(['approve', 'decline', 'slow', 'deposit']),
      }),
    ),
  },
  responses: answers(201, z.object({ paymentKey: z.string() }), 'Authorised'),
});

const deposit = createRoute({
  method: 'post',
  path: '/sandbox/payments/{paymentKey}/deposit',
  summary: 'Let the deposit arrive that a sandbox payment waits for',
  request: { params: z.object({ paymentKey: lineOfText(64) }) },
  responses: answers(200, z.object({ deposited: z.literal(true) }), 'It has arrived', [
    'NOT_FOUND',
    'WRONG_STATE',
  ]),
});

/** What the sandbox provider's own page calls. */
export function sandboxRoutes(gateway: SandboxGateway): Api {
  const api = createApi();
  serve(api, authorise, async (c) => c.json(await gateway.authorise(c.req.valid('json')), 201));
  serve(api, deposit, async (c) => {
    await gateway.deposit(c.req.valid('param').paymentKey);
    return c.json({ deposited: true });
  });
  return api;
}

const providers = createRoute({
  method: 'get',
  path: '/payments/providers',
  summary: 'Payment providers, the one that is offered first at the top',
  responses: answers(
    200,
    z.object({
      items: z.array(
        z.object({
          provider: z.string(),
          banks: z.array(z.object({ code: z.string(), name: z.string() })),
        }),
      ),
    }),
    'Providers',
  ),
});

const webhook = createRoute({
  method: 'post',
  path: '/webhooks/{provider}',
  summary: 'Where payment providers send their events',
  description: 'An event is a reason to ask the provider, and never believed by itself.',
  request: { params: z.object({ provider: lineOfText(20) }) },
  responses: answers(200, z.object({ received: z.literal(true) }), 'Understood, or not for us', [
    'NOT_FOUND',
    'TOO_LARGE',
    'UNAVAILABLE',
  ]),
});

export interface PaymentRoutesOptions {
  readonly gateways: Gateways;
  readonly wake: Wake;
  readonly logger: Logger;
}

/** Providers give up on an answer after 10 s, and then send again. */
const WAKE_MS = 3_000;

export function paymentRoutes({ gateways, logger, ...options }: PaymentRoutesOptions): Api {
  const api = createApi();
  const wake = createWakes(options.wake);
  serve(api, providers, (c) =>
    c.json({ items: gateways.all.map(({ provider, banks }) => ({ provider, banks })) }),
  );
  serve(api, webhook, async (c) => {
    const { provider } = c.req.valid('param');
    const understand = gateways.of(provider)?.webhook;
    if (!understand) throw notFound('webhook');
    const body = await c.req.text();
    const event = understand({ body, header: (name) => c.req.header(name) });
    if (event.outcome === 'forged') {
      logger.warn({ provider, reason: event.reason }, 'a webhook was refused');
      throw new AppError('INVALID', `The webhook is not ${provider}’s: ${event.reason}.`);
    }
    if (event.outcome === 'look') await wakeSoon(event.orderId, event.secret);
    return c.json({ received: true });
  });

  /** What takes longer goes on behind the answer; what fails is sent again by the provider. */
  async function wakeSoon(orderId: string, secret: string | undefined): Promise<void> {
    const late = new Error('late');
    const waking = wake(orderId, secret).catch((error: unknown) => {
      logger.warn({ err: error, orderId }, 'a webhook could not be followed');
      throw unavailable('The event could not be taken.', WAKE_MS, error);
    });
    await withDeadline(waking, WAKE_MS, () => late).catch((error: unknown) => {
      if (error !== late) throw error;
    });
  }

  return api;
}
