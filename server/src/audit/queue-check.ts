import type { AuditedEvent, AuditedMessage, AuditRepository } from './audit-repository.ts';
import { pagesAgain, pagesOf } from './check.ts';
import type { Check, Pass } from './check.ts';
import type { Finding } from './finding.ts';

/** Attempts after which an event that is still open is worth an operator's time. */
const MANY_ATTEMPTS = 20;

/** What should have been told and was not. A root is the id of a seat event. */
export function createEventCheck(repository: AuditRepository): Check {
  const read = (selection: Parameters<AuditRepository['troubledEvents']>[0]) =>
    repository.troubledEvents(selection, MANY_ATTEMPTS);
  const judge = (event: AuditedEvent): Finding => ({
    kind: event.state === 'dead' ? 'dead_seat_event' : 'seat_event_stalled',
    subject: `seat event ${String(event.id)}`,
    detail: `${event.kind} of ${event.owner}, ${String(event.attempts)} attempts`,
    performanceId: event.performance_id,
    root: String(event.id),
  });
  return {
    sweep: (pass) =>
      judgeAll(
        pagesOf(read, ({ id }) => id, pass.performanceId),
        judge,
      ),
    again: (_pass, roots) => judgeAll(pagesAgain(read, roots.map(Number)), judge),
  };
}

/** A root is the id of a message. Messages belong to no performance and are left out for one. */
export function createMessageCheck(repository: AuditRepository): Check {
  const read = repository.deadMessages.bind(repository);
  const judge = ({ id, topic, owner, error }: AuditedMessage): Finding => ({
    kind: 'dead_message',
    subject: `message ${String(id)}`,
    detail: `${topic} of ${owner}: ${error ?? 'no reason given'}`,
    root: String(id),
  });
  return {
    sweep: async ({ performanceId }: Pass) =>
      performanceId === undefined
        ? judgeAll(
            pagesOf(read, ({ id }) => id),
            judge,
          )
        : [],
    again: (_pass, roots) => judgeAll(pagesAgain(read, roots.map(Number)), judge),
  };
}

async function judgeAll<R>(
  pages: AsyncIterable<R[]>,
  judge: (row: R) => Finding,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const page of pages) findings.push(...page.map(judge));
  return findings;
}
