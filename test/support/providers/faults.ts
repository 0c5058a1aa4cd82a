/**
 * What a call is for, whatever the provider calls it. `confirm` moves the money, `close` gives up
 * what was not captured, `get` reads one payment, `list` reads the books or a payment's refunds.
 */
export type Operation = 'start' | 'confirm' | 'close' | 'refund' | 'get' | 'list';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
}

/** `After`: it was done first. A time-out never answers, a reset cuts the connection. */
export type FaultKind =
  | { readonly kind: 'timeoutBefore' | 'timeoutAfter' }
  | { readonly kind: 'resetBefore' | 'resetAfter' | 'resetMidAnswer' }
  | { readonly kind: 'error500' | 'error500After' | 'notJson' }
  | { readonly kind: 'rateLimited' }
  /** The first call with this key is still being worked on. */
  | { readonly kind: 'busy' }
  /** It was done, and the answer is that it had been done already. */
  | { readonly kind: 'alreadyProcessed' }
  | { readonly kind: 'error' | 'errorAfter'; readonly problem: Problem }
  /** It was not done, and this answer is kept under the call's idempotency key. */
  | { readonly kind: 'stored'; readonly problem: Problem }
  /** It was done, and the answer says something else. */
  | {
      readonly kind: 'changed';
      readonly change: (body: Record<string, unknown>) => object;
    };

export type Fault = FaultKind & {
  readonly on: Operation;
  /** Only calls about this order; otherwise the next ones, whoever's they are. */
  readonly orderId?: string;
  /** @default 1 */
  readonly times?: number;
};

/** The first fault that is meant for this call, one time less of it. */
export function takeFault(
  faults: Fault[],
  call: { readonly on: Operation; readonly orderId: string | undefined },
): Fault | undefined {
  const at = faults.findIndex(
    ({ on, orderId }) => on === call.on && (orderId === undefined || orderId === call.orderId),
  );
  const fault = faults[at];
  if (!fault) return undefined;
  const times = (fault.times ?? 1) - 1;
  if (times > 0) faults[at] = { ...fault, times };
  else faults.splice(at, 1);
  return fault;
}
