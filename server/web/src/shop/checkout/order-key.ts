/**
 * The idempotency key of an order in the making. It lives in the tab's storage under what is
 * ordered, so that a reload or a second press asks for the same order, and another selection for
 * another one.
 */
interface Kept {
  readonly selection: string;
  readonly key: string;
}

export function orderKey(performanceId: number, selection: string): string {
  const kept = read(performanceId);
  if (kept?.selection === selection) return kept.key;
  const key = crypto.randomUUID();
  write(performanceId, { selection, key });
  return key;
}

/** After a refusal that the same key would only repeat. */
export function forgetOrderKey(performanceId: number): void {
  sessionStorage.removeItem(nameOf(performanceId));
}

function nameOf(performanceId: number): string {
  return `ticket-flow.order-key.${String(performanceId)}`;
}

function read(performanceId: number): Kept | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(nameOf(performanceId)) ?? 'null') ?? undefined) as
      Kept | undefined;
  } catch {
    return undefined;
  }
}

function write(performanceId: number, kept: Kept): void {
  try {
    sessionStorage.setItem(nameOf(performanceId), JSON.stringify(kept));
  } catch {
    // Without storage only this press is protected; the hold tokens still can't be ordered twice.
  }
}
