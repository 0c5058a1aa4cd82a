import { TicketFlowError } from './errors.ts';

/** Stops waiting when the signal says so; the work itself goes on. Throws ABORTED. */
export async function abortable<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return work();
  throwIfAborted(signal);
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(abortError(signal));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work(), aborted]).finally(() => {
    if (stop) signal.removeEventListener('abort', stop);
  });
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}

function abortError(signal: AbortSignal): TicketFlowError {
  return new TicketFlowError('ABORTED', 'Aborted by the caller.', { cause: signal.reason });
}

/** `AbortSignal.any`, which some browsers that we run in have not had for long. */
export function eitherOf(one: AbortSignal, other: AbortSignal): AbortSignal {
  if ('any' in AbortSignal) return AbortSignal.any([one, other]);
  const either = new AbortController();
  for (const signal of [one, other]) {
    const pass = (): void => {
      either.abort(signal.reason);
    };
    if (signal.aborted) pass();
    else signal.addEventListener('abort', pass, { once: true, signal: either.signal });
  }
  return either.signal;
}

/** Throws ABORTED instead of waiting on. */
export async function waitOrAbort(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    });
  await abortable(wait, signal).finally(() => {
    clearTimeout(timer);
  });
}
