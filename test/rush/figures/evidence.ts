import type { LoggedRequest } from '../../cluster/access-log.ts';
import type { LineBooks } from '../books.ts';
import type { CrewReport } from '../crew/main.ts';
import type { Mishap } from '../crew/tally.ts';
import { lostPlaces } from './counts.ts';
import type { Findings } from './summary.ts';

const SHOWN = 8;

/** The first of everything that should not have been. */
export function evidenceOf(
  { reports, audit, line, accessLog }: Findings,
  nodes: readonly { readonly id: string; output(): string }[],
): string[] {
  const some = (items: readonly unknown[]): string[] =>
    items.slice(0, SHOWN).map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
  const all = <T>(pick: (report: CrewReport) => readonly T[]): T[] => reports.flatMap(pick);
  return [
    ...some(all(({ failures }) => failures)),
    ...some(
      all(({ gains }) => gains).map((gain) => ({ ...gain, ...rowsOf(line, gain.person.account) })),
    ),
    ...some(all(({ mishaps }) => mishaps)),
    `mishaps: ${JSON.stringify(
      countBy(
        all(({ mishaps }) => mishaps),
        mishapName,
      ),
    )}`,
    `in Nginx's log: ${JSON.stringify(countBy(accessLog.filter(isError), logName))}`,
    ...some(all(({ unanswered }) => unanswered)),
    ...some(all(({ people }) => people.filter(({ setBack }) => setBack > 0))),
    ...some(
      lostPlaces(
        all(({ people }) => people),
        line,
      ),
    ),
    ...some(audit.list),
    `places ended: ${JSON.stringify(countBy([...line.arrivals, ...line.admissions], endName))}`,
    ...nodes.map((node) => `${node.id} said: ${messagesOf(node.output())}`),
  ];
}

function rowsOf({ arrivals, admissions }: LineBooks, account: string) {
  const isTheirs = (row: { readonly account: string }): boolean => row.account === account;
  return { arrivals: arrivals.filter(isTheirs), admissions: admissions.filter(isTheirs) };
}

/** What a node logged of late, each message once. */
function messagesOf(output: string): string {
  const found = [...output.matchAll(/"msg":"([^"]*)"/g)].map(([, message = '']) => message);
  return [...new Set(found)].join('; ') || 'nothing';
}

function endName({ state, reason }: { readonly state: string; readonly reason: string | null }) {
  return `${state} ${reason ?? ''}`;
}

function mishapName({ where, what }: Mishap): string {
  return `${where.replace(/\/[\w-]{20,}/, '/…')}: ${what}`;
}

function isError({ status }: Pick<LoggedRequest, 'status'>): boolean {
  return status >= 500;
}

function logName({ method, path, status }: LoggedRequest): string {
  return `${method} ${path.replace(/\/[\w-]{20,}/, '/…')} ${String(status)}`;
}

function countBy<T>(items: readonly T[], nameOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1;
  return counts;
}
