import type { SeatLedger } from '../seats/index.ts';
import type { AuditRepository } from './audit-repository.ts';
import type { Check, Pass } from './check.ts';
import { unread } from './finding.ts';
import type { Finding } from './finding.ts';
import { judgeClaims, judgeStore, storeAhead } from './seat-rules.ts';

/** What the store says of a performance; undefined when it has no usable image. */
export type ReadLedger = (performanceId: number) => Promise<SeatLedger | undefined>;

export interface PerformanceCheckDependencies {
  readonly repository: AuditRepository;
  readonly readLedger: ReadLedger | undefined;
  /** From what age on a record without an order is looked at by PIN-4. */
  readonly pinAgeMs: number;
}

/** What PIN-4 may take beyond that age, its own pause and a restart included. */
const PIN_GRACE_MS = 60_000;

/** Every performance: claims and tickets among themselves, and the store with the claims. */
export function createPerformanceCheck(dependencies: PerformanceCheckDependencies): Check {
  const { repository, readLedger } = dependencies;
  const patienceMs = dependencies.pinAgeMs + PIN_GRACE_MS;

  async function judge(pass: Pass, performanceId: number): Promise<Finding[]> {
    // The store first: an epoch that is raised in between is no disagreement.
    const stored = await pass.store.ask(async () => ({
      ledger: await readLedger?.(performanceId),
    }));
    const books = await repository.performance(performanceId);
    if (!books) return [];
    pass.checked.performances += 1;
    pass.checked.claims += books.claims.length;
    const findings = judgeClaims(performanceId, books);
    if (!stored) return [...findings, unread('store', String(performanceId))];
    const { ledger } = stored;
    if (ledger && ledger.epoch > books.epoch) {
      return [...findings, storeAhead(performanceId, ledger.epoch, books.epoch)];
    }
    if (ledger?.epoch !== books.epoch) {
      pass.checked.withoutImage += 1;
      return findings;
    }
    pass.checked.seats += books.seatCount;
    const written = await repository.written([...ledger.records.keys()]);
    const sides = { books, ledger, written, pinnedLately: Date.now() - patienceMs };
    return [...findings, ...judgeStore(performanceId, sides)];
  }

  async function judgeAll(pass: Pass, ids: readonly number[]): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const id of ids) findings.push(...(await judge(pass, id)));
    return findings;
  }

  return {
    sweep: async (pass) => {
      const { performanceId } = pass;
      const ids = performanceId === undefined ? await repository.performanceIds() : [performanceId];
      return judgeAll(pass, ids);
    },
    again: (pass, roots) => judgeAll(pass, roots.map(Number)),
  };
}
