import type { ImportReport } from './import/notes.ts';
import type { ChartLint } from './lint.ts';
import { LintCode } from './lint.ts';

export interface ReportInput {
  readonly name: string;
  readonly lint: ChartLint;
  /** Given when the chart came from a file. */
  readonly report?: ImportReport;
}

/** Said of every chart, found or not, so that a clean report shows what was looked for. */
const ALWAYS: readonly (readonly [LintCode, string])[] = [
  [LintCode.RepeatedUid, 'repeated ids'],
  [LintCode.RepeatedLabel, 'repeated labels'],
  [LintCode.OverlappingSeats, 'overlapping seats'],
];

/** How many cases of one finding are spelt out. */
const SHOWN = 5;

/** The report a person reads after an import or a check, as plain text. */
export function formatReport({ name, lint, report }: ReportInput): string {
  return [name, ...countLines(lint), ...importLines(report), ...findingLines(lint), verdict(lint)]
    .join('\n')
    .concat('\n');
}

function countLines({ counts, findings }: ChartLint): string[] {
  const found = (code: LintCode) => findings.find((finding) => finding.code === code)?.count ?? 0;
  return [
    line('seats', counts.seats),
    line('sections', counts.sections),
    line('rows', counts.rows),
    line('categories', counts.categories),
    ...(counts.areas > 0 ? [line('areas', `${counts.areas} (${counts.places} places)`)] : []),
    ...ALWAYS.map(([code, title]) => line(title, found(code))),
  ];
}

function importLines(report: ImportReport | undefined): string[] {
  if (!report) return [];
  if (report.notes.length === 0) return ['', `read as ${report.format}, nothing changed`];
  const notes = report.notes.map((note) => item(note.count, note.message, note.examples));
  return ['', `read as ${report.format}, with changes:`, ...notes];
}

function findingLines({ findings }: ChartLint): string[] {
  if (findings.length === 0) return [];
  const lines = findings.map(
    ({ severity, message, count, seats }) =>
      `  ${severity}: ${message} (${count})${examples(seats ?? [])}`,
  );
  return ['', 'findings:', ...lines];
}

function verdict({ findings }: ChartLint): string {
  const faults = findings.filter(({ severity }) => severity === 'fault').length;
  return faults === 0 ? '\nthe chart can be used' : "\nthe chart can't be used";
}

function line(title: string, value: number | string): string {
  return `  ${title.padEnd(20)}${value}`;
}

function item(count: number, message: string, cases: readonly string[]): string {
  return `  ${message} (${count})${examples(cases)}`;
}

function examples(cases: readonly string[]): string {
  if (cases.length === 0) return '';
  const shown = cases.slice(0, SHOWN).join(', ');
  return `: ${shown}${cases.length > SHOWN ? ', …' : ''}`;
}
