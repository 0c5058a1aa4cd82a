import type { PaymentStart } from '@ticket-flow/client';
import { majorUnits } from '../../shared/format.ts';
import { PayWindowError } from './pay-window.ts';
import type { TossMethod } from './pay-ways.ts';

type TossStart = Extract<PaymentStart, { kind: 'toss' }>;

interface TossWindow {
  requestPayment(request: Readonly<Record<string, unknown>>): Promise<unknown>;
}
interface TossPayments {
  (clientKey: string): { payment(options: { customerKey: string }): TossWindow };
  readonly ANONYMOUS: string;
}

/** Seats wait for the deposit no longer than that. */
const DEPOSIT_WITHIN_HOURS = 24;

/**
 * Opens Toss's window. It leaves this page for the return page, so the promise settles only when
 * it fails: as a PayWindowError.
 */
export async function payWithToss(
  start: TossStart,
  orderId: string,
  method: TossMethod,
): Promise<void> {
  const toss = await loadToss(start.script);
  const back = new URL(`/orders/${orderId}/return`, window.location.origin).href;
  try {
    const payment = toss(start.clientKey).payment({ customerKey: toss.ANONYMOUS });
    await payment.requestPayment({
      method,
      amount: {
        currency: start.currency,
        value: majorUnits(start.amount, start.currency),
      },
      orderId,
      orderName: start.orderName,
      successUrl: back,
      failUrl: back,
      ...(method === 'VIRTUAL_ACCOUNT' && {
        virtualAccount: { validHours: DEPOSIT_WITHIN_HOURS },
      }),
    });
  } catch (error) {
    throw new PayWindowError(isGivenUp(codeOf(error)) ? 'closed' : 'window', error);
  }
}

/** Whether a provider's code says that the buyer left, and not that somebody refused. */
export function isGivenUp(code: string): boolean {
  return /cancel/i.test(code);
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

const loading = new Map<string, Promise<TossPayments>>();

/** Once a page; a load that failed is tried anew the next time. */
function loadToss(address: string): Promise<TossPayments> {
  const known = loading.get(address);
  if (known) return known;
  const script = document.createElement('script');
  const loaded = new Promise<TossPayments>((resolve, reject) => {
    script.onload = () => {
      const { TossPayments: toss } = window as unknown as { TossPayments?: TossPayments };
      if (toss) resolve(toss);
      else reject(new PayWindowError('script'));
    };
    script.onerror = () => {
      reject(new PayWindowError('script'));
    };
  });
  script.src = address;
  document.head.append(script);
  loading.set(address, loaded);
  loaded.catch(() => {
    loading.delete(address);
    script.remove();
  });
  return loaded;
}
