import { z } from 'zod';
import type { ProviderPayment } from '../gateway.ts';
import type { TossApi } from './api.ts';
import { bookOf, instantOf, readPayment } from './payment.ts';
import type { TossPayment } from './payment.ts';

const PAGE = 1_000;
const KOREA_MS = 9 * 3_600_000;

const schema = z.array(
  z.object({
    transactionKey: z.string(),
    paymentKey: z.string(),
    orderId: z.string(),
    status: z.string(),
    method: z.string().nullish(),
    currency: z.string(),
    amount: z.coerce.number().int(),
    transactionAt: z.string(),
  }),
);

type TossTransaction = z.infer<typeof schema>[number];

/** Captures and cancellations; the rest of the ledger moved no money. */
const MOVED = new Set(['DONE', 'CANCELED', 'PARTIAL_CANCELED']);

/**
 * Payments of Toss's ledger (`GET /v1/transactions`). One with a single row, its capture, is read
 * from that row. Of any other the payment itself is asked, so that nothing depends on how the
 * ledger writes a cancellation. One that cannot be read keeps no other back; it throws at the end.
 */
export async function* readBooks(api: TossApi, since: number): AsyncGenerator<ProviderPayment> {
  const payments = new Map<string, TossTransaction[]>();
  for await (const row of readLedger(api, since)) {
    if (!MOVED.has(row.status)) continue;
    payments.set(row.paymentKey, [...(payments.get(row.paymentKey) ?? []), row]);
  }
  let unread = 0;
  for (const [paymentKey, rows] of payments) {
    const [first] = rows;
    if (rows.length === 1 && first?.status === 'DONE') {
      yield fromLedger(first);
      continue;
    }
    const payment = await readOne(api, paymentKey);
    if (!payment) unread += 1;
    // Captured before: only its cancellation falls into this time.
    else if (instantOf(payment.approvedAt ?? '') >= since) yield bookOf(payment);
  }
  if (unread > 0) throw new Error(`${String(unread)} payments of Toss Payments cannot be read`);
}

async function* readLedger(api: TossApi, since: number): AsyncGenerator<TossTransaction> {
  const range = { startDate: inKorea(since), endDate: inKorea(Date.now() + 60_000) };
  let startingAfter: string | undefined;
  do {
    const query = new URLSearchParams({
      ...range,
      limit: String(PAGE),
      ...(startingAfter !== undefined && { startingAfter }),
    });
    const answer = await api.get(`/v1/transactions?${query.toString()}`);
    const page = schema.safeParse(answer.kind === 'ok' ? answer.body : undefined);
    if (!page.success) throw new Error('the ledger of Toss Payments cannot be read');
    yield* page.data;
    startingAfter = page.data.length < PAGE ? undefined : page.data.at(-1)?.transactionKey;
  } while (startingAfter !== undefined);
}

async function readOne(api: TossApi, paymentKey: string): Promise<TossPayment | undefined> {
  const answer = await api.get(`/v1/payments/${encodeURIComponent(paymentKey)}`);
  return answer.kind === 'ok' ? readPayment(answer.body) : undefined;
}

function fromLedger(row: TossTransaction): ProviderPayment {
  return {
    providerId: row.paymentKey,
    method: row.method ?? '',
    orderId: row.orderId,
    state: 'captured',
    currency: row.currency,
    captured: row.amount,
    returned: 0,
  };
}

/** Without an offset, as Toss documents it: Korea's wall clock, whole seconds. */
function inKorea(instant: number): string {
  return new Date(instant + KOREA_MS).toISOString().slice(0, 19);
}
