import { readStorage, writeStorage } from '../../shared/i18n/index.ts';

/**
 * Which sandbox payment an order's deposit belongs to. A real provider shows the key to nobody, so
 * only the browser that made the payment knows it.
 */
export function rememberSandboxDeposit(orderId: string, paymentKey: string): void {
  writeStorage(nameOf(orderId), paymentKey);
}

/** Address of the practice bank for that order; undefined where it was not paid from here. */
export function sandboxDepositPath(orderId: string): string | undefined {
  const paymentKey = readStorage(nameOf(orderId));
  if (paymentKey === undefined) return undefined;
  const query = new URLSearchParams({ orderId, paymentKey });
  return `/pay/sandbox/deposit?${query.toString()}`;
}

function nameOf(orderId: string): string {
  return `ticket-flow.sandbox-deposit.${orderId}`;
}
