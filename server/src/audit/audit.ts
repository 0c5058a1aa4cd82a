import { setTimeout as sleep } from 'node:timers/promises';
import type { PaymentGateway } from '../payments/index.ts';
import type { Logger } from '../platform/logging.ts';
import type { AuditRepository } from './audit-repository.ts';
import { createBlockCheck } from './block-check.ts';
import { createBooksCheck } from './books-check.ts';
import { nothingChecked } from './check.ts';
import type { Check, Checked, Pass } from './check.ts';
import { standing, withoutRepeats } from './finding.ts';
import type { Disagreement, Finding } from './finding.ts';
import { createOrderCheck } from './order-check.ts';
import { createPerformanceCheck } from './performance-check.ts';
import type { ReadLedger } from './performance-check.ts';
import { createProviders } from './providers.ts';
import { createEventCheck, createMessageCheck } from './queue-check.ts';
import { createSource, Unreadable } from './sources.ts';

export interface AuditReport {
  readonly checked: Readonly<Checked>;
  readonly sources: AuditSources;
  /** Length of `list`. */
  readonly disagreements: number;
  readonly list: readonly Disagreement[];
  readonly seconds: number;
}

/** Whether each source was read to its end. */
export interface AuditSources {
  readonly database: boolean;
  /** `none`: the seats lived in a server that does not run, so that there is nothing to read. */
  readonly store: boolean | 'none';
  readonly providers: Readonly<Record<string, boolean>>;
}

export interface AuditRequest {
  /** From when on the providers' books are read, ms UTC. @default seven days ago */
  readonly since?: number;
  /** How long what looks wrong is left alone before it is looked at again. @default 3_000 */
  readonly pauseMs?: number;
  /** Only this performance; then the outbox and money of unknown orders are left out. */
  readonly performanceId?: number;
}

/** The ledger check: database, seat store and providers against each other. Writes nothing. */
export interface Audit {
  /** Never throws for a source that can't be read: `sources` says so (AUDIT-4). */
  run(request?: AuditRequest): Promise<AuditReport>;
}

export interface AuditDependencies {
  readonly repository: AuditRepository;
  /** Throws when the store does not answer. Absent: there is no store. */
  readonly readLedger?: ReadLedger;
  readonly gateways: readonly PaymentGateway[];
  readonly logger: Logger;
  /** PIN-4: from what age on a record without an order is looked at. @default 60_000 */
  readonly pinAgeMs?: number;
  /** How often what looks wrong is looked at again. @default 3 */
  readonly looks?: number;
}

const DEFAULT_PAUSE_MS = 3_000;
const DEFAULT_SINCE_MS = 7 * 24 * 60 * 60 * 1000;

type Found = ReadonlyMap<Check, readonly Finding[]>;

export function createAudit(dependencies: AuditDependencies): Audit {
  const { repository, readLedger, gateways, logger } = dependencies;
  const { looks = 3, pinAgeMs = 60_000 } = dependencies;
  const checks: readonly Check[] = [
    createOrderCheck(repository),
    createBlockCheck(repository),
    createPerformanceCheck({ repository, readLedger, pinAgeMs }),
    createBooksCheck(repository, logger),
    createEventCheck(repository),
    createMessageCheck(repository),
  ];

  function newPass({ since, performanceId }: AuditRequest, checked: Checked): Pass {
    return {
      providers: createProviders(gateways, logger),
      store: createSource('store', logger),
      checked,
      performanceId,
      since: since ?? Date.now() - DEFAULT_SINCE_MS,
    };
  }

  async function sweep(request: AuditRequest, checked: Checked): Promise<Found> {
    const pass = newPass(request, checked);
    const found = new Map<Check, readonly Finding[]>();
    for (const check of checks) found.set(check, await check.sweep(pass));
    return found;
  }

  /** AUDIT-3: what was found is read afresh, and only what is there again stays. */
  async function lookAgain(request: AuditRequest, before: Found): Promise<Found> {
    const pass = newPass(request, nothingChecked());
    const found = new Map<Check, readonly Finding[]>();
    for (const [check, findings] of before) {
      const roots = [...new Set(findings.map(({ root }) => root))];
      if (roots.length > 0) found.set(check, standing(findings, await check.again(pass, roots)));
    }
    return found;
  }

  async function confirmed(request: AuditRequest, checked: Checked): Promise<Finding[]> {
    let found = await sweep(request, checked);
    for (let look = 0; look < looks && flat(found).length > 0; look += 1) {
      await sleep(request.pauseMs ?? DEFAULT_PAUSE_MS);
      found = await lookAgain(request, found);
    }
    return withoutRepeats(flat(found));
  }

  /** What was read to its end; without the database nothing else was. */
  function sourcesOf(findings: readonly Finding[], database: boolean): AuditSources {
    const unread = new Set(findings.map(({ source }) => source));
    const store = readLedger ? database && !unread.has('store') : ('none' as const);
    // A provider of old payments that is not configured any more is unread, too.
    const providers: Record<string, boolean> = {};
    for (const name of [...gateways.map(({ provider }) => provider), ...unread]) {
      if (name !== undefined && name !== 'store') providers[name] = database && !unread.has(name);
    }
    return { database, store, providers };
  }

  return {
    run: async (request = {}) => {
      const began = Date.now();
      const checked = nothingChecked();
      let database = true;
      const findings = await confirmed(request, checked).catch((error: unknown) => {
        if (!(error instanceof Unreadable)) throw error;
        logger.error({ err: error }, 'the audit could not read the database');
        database = false;
        return [];
      });
      const list = findings.flatMap(disagreement);
      return {
        checked,
        sources: sourcesOf(findings, database),
        disagreements: list.length,
        list,
        seconds: (Date.now() - began) / 1000,
      };
    },
  };
}

/** Whether everything was read; a report that isn't complete is no good news, whatever it lists. */
export function isComplete({ sources }: Pick<AuditReport, 'sources'>): boolean {
  const { database, store, providers } = sources;
  return database && store !== false && Object.values(providers).every((read) => read);
}

function flat(found: Found): Finding[] {
  return [...found.values()].flat();
}

/** A finding as it is reported; what is unread is told among the sources. */
function disagreement(finding: Finding): Disagreement[] {
  const { kind, subject, detail, performanceId, orderId, seats } = finding;
  if (kind === 'unread') return [];
  return [
    {
      kind,
      subject,
      detail,
      ...(performanceId !== undefined && { performanceId }),
      ...(orderId !== undefined && { orderId }),
      ...(seats !== undefined && { seats }),
    },
  ];
}
