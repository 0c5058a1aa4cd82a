import { withDeadline } from '../platform/deadline.ts';
import { unavailable } from '../platform/errors.ts';

/** Something small that is read whole, used by every request and changed now and then. */
export interface Standing<T> {
  readonly read: () => Promise<T>;
  /** It was changed here: what was read before does not count as fresh any more. */
  readonly changed: () => void;
}

export interface StandingOptions<T> {
  readonly load: () => Promise<T>;
  /** A load failed while there was something older to go on with. */
  readonly failed: (error: unknown) => void;
  /** How long what was read is used without asking again. @default 2_000 */
  readonly freshMs?: number;
  /** How long a request waits for a load when there is something older. @default 500 */
  readonly patienceMs?: number;
  /** How long what was read is used when nothing newer can be had. @default 600_000 (10 minutes) */
  readonly staleMs?: number;
}

interface Load<T> {
  readonly begun: number;
  readonly done: Promise<T>;
}

/** After a failed load the next one waits that long, whoever asks. */
const REST_MS = 1_000;

/** One load at a time, shared by all who ask. Ages count from a load's beginning. */
export function createStanding<T>(options: StandingOptions<T>): Standing<T> {
  const { load, failed, freshMs = 2_000, patienceMs = 500, staleMs = 600_000 } = options;
  let known: { readonly value: T; readonly begun: number } | undefined;
  let freshUntil = 0;
  let restUntil = 0;
  let present: Load<T> | undefined;

  function start(): Load<T> {
    const begun = Date.now();
    const done = load();
    const mine: Load<T> = { begun, done };
    present = mine;
    done.then(
      (value) => {
        if (present !== mine) return;
        present = undefined;
        known = { value, begun };
        freshUntil = begun + freshMs;
      },
      (error: unknown) => {
        if (present !== mine) return;
        present = undefined;
        restUntil = Date.now() + REST_MS;
        if (known) failed(error);
      },
    );
    return mine;
  }

  return {
    read: async () => {
      const now = Date.now();
      if (known && now < freshUntil) return known.value;
      const old = known && now - known.begun < staleMs ? known.value : undefined;
      const resting = !present && now < restUntil;
      if (old === undefined) {
        if (resting) throw unavailable('Busy just now; please try again.', REST_MS);
        return (present ?? start()).done;
      }
      if (resting) return old;
      const { begun, done } = present ?? start();
      const patience = Math.max(0, begun + patienceMs - now);
      return withDeadline(done, patience).catch(() => old);
    },
    changed: () => {
      freshUntil = 0;
      restUntil = 0;
      // A load that is under way may have read what was there before the change.
      present = undefined;
    },
  };
}
