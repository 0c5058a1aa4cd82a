import { z } from 'zod';
import type { WebhookOutcome, WebhookRequest } from '../gateway.ts';

const orderId = z.string().regex(/^[\w.-]{6,64}$/);
const deposit = z.object({ orderId, secret: z.string().min(1).max(200) });
const change = z.object({ eventType: z.string(), data: z.object({ orderId }) });

/**
 * `PAYMENT_STATUS_CHANGED` is not signed: a hint to look. `DEPOSIT_CALLBACK` carries the secret of the
 * deposit's confirmation, beside the order or, in the envelope of the others, in `data`.
 */
export function readWebhook({ body }: WebhookRequest): WebhookOutcome {
  const event = parse(body);
  const inside = (event as { data?: unknown } | undefined)?.data;
  for (const candidate of [event, inside]) {
    const told = deposit.safeParse(candidate);
    if (told.success && !isChange(event)) return { outcome: 'look', ...told.data };
  }
  const told = change.safeParse(event);
  if (told.success && isChange(event)) return { outcome: 'look', orderId: told.data.data.orderId };
  return { outcome: 'ignored' };
}

/** Its data is a whole Payment: a secret in there is not the proof of anything. */
function isChange(event: unknown): boolean {
  return (event as { eventType?: unknown } | undefined)?.eventType === 'PAYMENT_STATUS_CHANGED';
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) ?? undefined;
  } catch {
    return undefined;
  }
}
