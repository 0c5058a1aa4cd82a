import type { AuditReport } from '../../../server/src/audit/index.ts';
import { isComplete } from '../../../server/src/audit/index.ts';
import type { LoggedRequest } from '../../cluster/access-log.ts';
import type { Books } from '../../faults/audit/books.ts';
import { doubleSold, lostPayments } from '../../faults/audit/money.ts';
import type { ArrivalRecord, LineBooks } from '../books.ts';
import type { CrewReport } from '../crew/main.ts';
import type { FaultWindow } from '../faults.ts';
import type { RushOptions } from '../settings.ts';
import { SEAT_LIMIT } from '../settings.ts';
import type { AdmissionWindow } from '../watch.ts';
import {
  countErrors,
  countMoved,
  countOverLimit,
  countSold,
  countUnadmitted,
  lostPlaces,
  mergeCheats,
  mergeCounts,
  placesPerAccount,
} from './counts.ts';
import { latencyOf } from './figures.ts';
import type { RushFigures } from './figures.ts';
import { drawnNumber, kendallTau, recordedOrder, seedIsTheOnePublished } from './line-order.ts';

/** The draw as everybody can read it after the opening. */
export interface PublishedDraw {
  readonly seed: string;
  readonly seedHash: string;
  readonly lobby: number;
  readonly order: readonly string[];
}

/** Everything that a rush leaves behind. */
export interface Findings {
  readonly options: RushOptions;
  readonly nodes: number;
  readonly sellable: number;
  readonly reports: readonly CrewReport[];
  readonly line: LineBooks;
  readonly draw: PublishedDraw;
  readonly books: Books;
  readonly windows: readonly AdmissionWindow[];
  readonly audit: AuditReport;
  readonly accessLog: readonly LoggedRequest[];
  readonly faults: readonly FaultWindow[];
  readonly waitingBefore: readonly ArrivalRecord[];
  readonly seconds: number;
  readonly cpu: { readonly machine: number; readonly nodes: number };
}

export function summarise(found: Findings): RushFigures {
  const { options, reports, books, line } = found;
  const { people, seed } = options;
  return {
    ...{ seed, nodes: found.nodes, people },
    ...peopleFigures(reports),
    ...saleFigures(found),
    ...lineFigures(found),
    ...countErrors(
      reports.flatMap(({ mishaps }) => mishaps),
      found.accessLog,
      found.faults,
    ),
    unanswered: reports.reduce((sum, { unanswered }) => sum + unanswered.length, 0),
    faults: found.faults.map(({ kind }) => kind),
    faults_missed: Number(options.killNode) + Number(options.restartRedis) - found.faults.length,
    places_moved: countMoved(found.waitingBefore, line),
    waiting_at_fault: found.waitingBefore.length,
    lost_payments: lostPayments(
      books,
      reports.flatMap(({ toldPaid }) => toldPaid),
    ).length,
    audit_disagreements: found.audit.disagreements,
    audit_complete: isComplete(found.audit),
    refused: mergeCounts(reports.map(({ refused }) => refused)),
    latency_ms: {
      join: latencyOf(reports.flatMap(({ joinMs }) => joinMs)),
      standing: latencyOf(reports.flatMap(({ standingMs }) => standingMs)),
      hold: latencyOf(reports.flatMap(({ holdMs }) => holdMs)),
    },
    crew_failures: reports.reduce((sum, { failures }) => sum + failures.length, 0),
    crew_loop_ms_p99: Math.max(0, ...reports.map(({ loopMsP99 }) => loopMsP99)),
    seconds: found.seconds,
    cpu: {
      ...found.cpu,
      people: Math.round(reports.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)),
    },
  };
}

function peopleFigures(reports: readonly CrewReport[]) {
  const people = reports.flatMap((report) => report.people);
  const count = (key: 'connected' | 'joined' | 'admitted' | 'served' | 'gaveUp'): number =>
    people.filter((person) => person[key]).length;
  return {
    people_connected: count('connected'),
    people_joined: count('joined'),
    people_admitted: count('admitted'),
    people_served: count('served'),
    people_gave_up: count('gaveUp'),
    sockets: reports.reduce((sum, { sockets }) => sum + sockets, 0),
  };
}

function saleFigures({ reports, books, windows, sellable }: Findings) {
  const holds = reports.flatMap((report) => report.holds);
  const cheats = mergeCheats(reports.map((report) => report.cheats));
  const got = (...parts: (keyof typeof cheats)[]): number =>
    parts.reduce((sum, part) => sum + (cheats[part]?.got ?? 0), 0);
  return {
    holds_made: holds.length,
    orders_paid: reports.reduce((sum, { toldPaid }) => sum + toldPaid.length, 0),
    sold: countSold(books),
    sellable,
    double_sold: doubleSold(books).length,
    over_limit: countOverLimit(books, SEAT_LIMIT) + got('greedy', 'twofold'),
    unadmitted_holds:
      countUnadmitted(holds, books.orders, windows) + got('bare', 'borrower', 'forger', 'replayer'),
    cheats,
  };
}

function lineFigures({ reports, line, draw, options }: Findings) {
  const people = reports.flatMap((report) => report.people);
  const order = line.admissions.toSorted((a, b) => a.no - b.no).map(({ account }) => account);
  const expected = recordedOrder(line);
  return {
    kendall_tau: kendallTau(order, expected),
    tau_people: order.length,
    draw_mismatches: drawMismatches(line, draw),
    places_per_account_max: placesPerAccount(people, line, draw.order),
    set_back_max: people.reduce((most, { setBack }) => Math.max(most, setBack), 0),
    admission_batch: batchOf(options.room.ratePerMinute),
    places_lost: lostPlaces(people, line).length,
  };
}

const BATCH_MS = 2_000;

/** What the rate lets in within two seconds: the bucket never holds more. */
function batchOf(ratePerMinute: number): number {
  return Math.max(1, Math.round((ratePerMinute * BATCH_MS) / 60_000));
}

const DRAW_DIGITS = 12;
/** Ways to have left the lobby before the draw. */
const MAY_HAVE_LEFT = new Set(['left', 'absent']);

/** Everybody who stayed in the lobby has an entry, nobody else has one, and they are in order. */
export function drawMismatches(line: LineBooks, draw: PublishedDraw): number {
  const lobby = line.arrivals.filter(({ seq }) => seq <= line.cut);
  const digits = ({ account }: ArrivalRecord): string =>
    drawnNumber(line.seed, account).toString(16).padStart(DRAW_DIGITS, '0');
  const stayed = lobby.filter(({ reason }) => !MAY_HAVE_LEFT.has(reason ?? ''));
  const known = new Set(lobby.map(digits));
  const published = new Set(draw.order);
  const wrong = [
    !seedIsTheOnePublished(line),
    draw.seed !== line.seed || draw.seedHash !== line.seedHash,
    draw.lobby !== draw.order.length,
    draw.order.join() !== draw.order.toSorted().join(),
  ];
  const missing = stayed.filter((arrival) => !published.has(digits(arrival)));
  const unknown = draw.order.filter((entry) => !known.has(entry));
  return wrong.filter(Boolean).length + missing.length + unknown.length;
}
