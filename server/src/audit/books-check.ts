import type { PaymentGateway, ProviderPayment } from '../payments/index.ts';
import type { Logger } from '../platform/logging.ts';
import type { AuditRepository } from './audit-repository.ts';
import { mapAtMost } from './check.ts';
import type { Check, Pass } from './check.ts';
import { unread } from './finding.ts';
import type { Finding } from './finding.ts';
import { judgeStrayMoney } from './provider-rules.ts';

/** Entries of the books looked up at once. */
const BATCH = 200;
const CONCURRENCY = 8;

/** A root of this check: a provider's books, or one payment in them. */
type Root =
  | { readonly books: string }
  | { readonly provider: string; readonly paymentKey: string; readonly orderId: string };

/** Every payment in the providers' books against the orders: money that nobody here knows of. */
export function createBooksCheck(repository: AuditRepository, logger: Logger): Check {
  /** Those of the entries that are nobody's. */
  async function judge(
    pass: Pass,
    provider: string,
    entries: readonly ProviderPayment[],
  ): Promise<Finding[]> {
    pass.checked.providerPayments += entries.length;
    const ids = [...new Set(entries.map(({ orderId }) => orderId))];
    const orders = new Map(
      (await repository.orders({ ids })).map((books) => [books.order.id, books]),
    );
    return entries.flatMap((entry) => {
      const books = orders.get(entry.orderId);
      const { performanceId } = pass;
      if (performanceId !== undefined && books?.order.performance_id !== performanceId) return [];
      const stray = judgeStrayMoney(provider, entry, books);
      const { providerId: paymentKey, orderId } = entry;
      return stray ? [{ ...stray, root: toRoot({ provider, paymentKey, orderId }) }] : [];
    });
  }

  async function readBooks(pass: Pass, gateway: PaymentGateway): Promise<Finding[]> {
    const findings: Finding[] = [];
    const { provider } = gateway;
    for await (const entries of batchesOf(entriesOf(gateway, pass.since, logger))) {
      const known = entries.filter((entry) => entry !== 'unread');
      findings.push(...(await judge(pass, provider, known)));
      if (known.length < entries.length)
        findings.push(unread(provider, toRoot({ books: provider })));
    }
    return findings;
  }

  async function lookAgain(pass: Pass, root: string): Promise<Finding[]> {
    const what = JSON.parse(root) as Root;
    if ('books' in what) {
      const gateway = pass.providers.all.find(({ provider }) => provider === what.books);
      return gateway ? readBooks(pass, gateway) : [];
    }
    const found = await pass.providers.look(what.provider, what);
    // Books that know it beside a look that doesn't: nothing can be said of it.
    if (found?.outcome !== 'found') return [unread(what.provider, root)];
    return judge(pass, what.provider, [found]);
  }

  return {
    sweep: async (pass) => {
      const findings: Finding[] = [];
      for (const gateway of pass.providers.all) findings.push(...(await readBooks(pass, gateway)));
      return findings;
    },
    again: async (pass, roots) => {
      return (await mapAtMost(roots, CONCURRENCY, (root) => lookAgain(pass, root))).flat();
    },
  };
}

function toRoot(root: Root): string {
  return JSON.stringify(root);
}

/** The entries, and `unread` as the last of them when the books broke off. */
async function* entriesOf(
  gateway: PaymentGateway,
  since: number,
  logger: Logger,
): AsyncGenerator<ProviderPayment | 'unread'> {
  try {
    yield* gateway.books(since);
  } catch (error) {
    logger.warn({ err: error, provider: gateway.provider }, 'the books could not be read');
    yield 'unread';
  }
}

async function* batchesOf<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
