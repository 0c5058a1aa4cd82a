import type { z } from 'zod';
import { asAppError, toErrorBody } from '../http/problem.ts';
import { withDeadline } from '../deadline.ts';
import { invalid, unavailable } from '../errors.ts';
import type { Logger } from '../logging.ts';

/** Clients wait five seconds; whoever is not answered takes the node for dead. */
const ANSWER_WITHIN_MS = 4_000;

/** The part of a socket that handlers are hung on. */
interface Listening {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}

/**
 * Answers one event: parses what came, runs the handler, and acks `{ok: true, …}` or the same
 * error body as REST. A request without an ack callback has nobody to answer and is dropped.
 */
export function handle<S extends z.ZodType>(
  socket: Listening,
  event: string,
  schema: S,
  logger: Logger,
  handler: (request: z.infer<S>, answer: (result: object) => void) => Promise<void> | void,
): void {
  socket.on(event, (...args: unknown[]) => {
    const ack = args.at(-1);
    if (typeof ack !== 'function') return;
    let answered = false;
    const answer = (result: object): void => {
      if (!answered) (ack as (result: object) => void)(result);
      answered = true;
    };
    const run = async (): Promise<void> => {
      await handler(parse(schema, args[0]), (result) => {
        answer({ ok: true, ...result });
      });
    };
    withDeadline(run(), ANSWER_WITHIN_MS, () => unavailable('This takes too long.', 500)).catch(
      (error: unknown) => {
        answer({ ok: false, ...toErrorBody(asAppError(error, logger)) });
      },
    );
  });
}

function parse<S extends z.ZodType>(schema: S, payload: unknown): z.infer<S> {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.map(String).join('.') || 'request';
  throw invalid(path, `${path}: ${issue?.message ?? 'not valid'}`);
}
