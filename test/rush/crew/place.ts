import type { RoomStanding } from '@ticket-flow/client';
import { Over } from './refusal.ts';
import { sample } from './tally.ts';
import type { PersonReport, Tally } from './tally.ts';

/** What a person knows of its place, from all of its pages. */
export interface Place {
  /** The latest by the server's clock. */
  readonly last: RoomStanding | undefined;
  note(standing: RoomStanding): void;
  /** The first standing like this, from now on or already. Throws Over. */
  until(wanted: (standing: RoomStanding) => boolean): Promise<RoomStanding>;
}

interface Waiter {
  readonly wanted: (standing: RoomStanding) => boolean;
  readonly resolve: (standing: RoomStanding) => void;
}

export function createPlace(report: PersonReport, tally: Tally, over: AbortSignal): Place {
  let last: RoomStanding | undefined;
  let foremost = Infinity;
  const tokens = new Set<string>();
  const waiters = new Set<Waiter>();

  function keep({ place }: RoomStanding): void {
    if (place.state === 'waiting') {
      report.setBack = Math.max(report.setBack, place.position - foremost);
      foremost = Math.min(foremost, place.position);
    }
    if (place.state === 'admitted') tokens.add(numberOf(place.token));
    report.admissions = tokens.size;
    report.admitted ||= place.state === 'admitted';
    report.served ||= place.state === 'admitted' || place.state === 'ended';
    report.end = place.state === 'ended' ? place.reason : place.state;
  }

  return {
    get last() {
      return last;
    },
    note: (standing) => {
      sample(tally.standingMs, Math.max(0, Date.now() - standing.serverNow));
      // What another node said a moment earlier may come a moment later.
      if (last && standing.serverNow < last.serverNow) return;
      last = standing;
      keep(standing);
      for (const waiter of [...waiters]) {
        if (!waiter.wanted(standing)) continue;
        waiters.delete(waiter);
        waiter.resolve(standing);
      }
    },
    until: (wanted) =>
      new Promise((resolve, reject) => {
        if (last && wanted(last)) {
          resolve(last);
          return;
        }
        if (over.aborted) {
          reject(new Over());
          return;
        }
        const end = (): void => {
          reject(new Over());
        };
        over.addEventListener('abort', end, { once: true });
        waiters.add({
          wanted,
          resolve: (standing) => {
            over.removeEventListener('abort', end);
            resolve(standing);
          },
        });
      }),
  };
}

/** Tokens of one admission may differ from node to node; its number stands in the middle part. */
function numberOf(token: string): string {
  const [, claims = ''] = token.split('.');
  const { n } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { n?: unknown };
  return String(n);
}
