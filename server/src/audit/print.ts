import type { AuditReport } from './audit.ts';
import { isComplete } from './audit.ts';
import { KINDS } from './finding.ts';

/** Seats named in a line of the list. */
const SEATS_SHOWN = 12;

/** A report for people. */
export function describeReport(report: AuditReport): string {
  const { checked, disagreements, list, seconds } = report;
  const counts = Object.entries(checked).map(([name, count]) => `${wordsOf(name)} ${count}`);
  const lines = [`Read in ${seconds.toFixed(1)} s: ${counts.join(', ')}.`, ...unreadLines(report)];
  for (const { kind, subject, detail, seats } of list) {
    const where = seats ? `, seats ${shorten(seats)}` : '';
    lines.push(`- ${kind} (${KINDS[kind]}): ${subject}${where}: ${detail}`);
  }
  const found = disagreements === 1 ? '1 disagreement' : `${String(disagreements)} disagreements`;
  lines.push(isComplete(report) ? `${found}.` : `${found} in what could be read.`);
  return lines.join('\n');
}

function unreadLines({ sources }: AuditReport): string[] {
  const { database, store, providers } = sources;
  const unread = Object.keys(providers).filter((name) => !providers[name]);
  return [
    ...(database ? [] : ['The database could not be read.']),
    ...(store === false ? ['The seat store could not be read.'] : []),
    ...(store === 'none' ? ['No server runs, so there is no seat store.'] : []),
    ...unread.map((name) => `The provider ${name} could not be read, or not to the end.`),
  ];
}

function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function shorten(seats: readonly number[]): string {
  const shown = seats.slice(0, SEATS_SHOWN).join(', ');
  const more = seats.length - SEATS_SHOWN;
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}
