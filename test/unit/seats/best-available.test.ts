import { describe, expect, it } from 'vitest';
import { SeatBits } from '@ticket-flow/client';
import { AppError } from '../../../server/src/platform/errors.ts';
import { createBestAvailable } from '../../../server/src/seats/best-available/best-available.ts';
import type {
  BestAvailable,
  BestSeats,
} from '../../../server/src/seats/best-available/best-available.ts';
import { smallChart } from '../../support/catalogue.ts';
import { waitFor } from '../../support/wait.ts';

const SEATS = 10;

/** A row of ten free seats, and a store that answers when the test says so. */
interface Row {
  readonly best: BestAvailable;
  /** What the store is being asked for, in order. */
  readonly asked: { readonly holder: string; readonly seats: readonly number[] }[];
  /** Answers the oldest question. */
  readonly answer: (as: 'made' | 'LIMIT') => void;
}

function openRow(): Row {
  const { geometry } = smallChart(1);
  const asked: Row['asked'] = [];
  const answers: ((as: 'made' | 'LIMIT') => void)[] = [];
  const position = { epoch: 1, version: 1 };
  const best = createBestAvailable({
    shown: () => undefined,
    seatingOf: () =>
      Promise.resolve({
        ...{ chart: geometry, orphanRule: 'off', limit: SEATS },
        hasGrade: () => true,
        gradeOf: () => 1,
        labelOf: String,
      }),
    seats: {
      earlier: () => Promise.resolve(undefined),
      map: () => Promise.resolve({ position, bits: new SeatBits(SEATS) }),
      hold: ({ holder, seats = [] }) =>
        new Promise((resolve, reject) => {
          asked.push({ holder, seats });
          answers.push((as) => {
            const hold = { token: 'token', expiresAt: 1, cap: 1, seats: [] };
            if (as === 'made') resolve({ hold, position: { epoch: 1, version: 2 } });
            else reject(new AppError('LIMIT', 'That is too many.'));
          });
        }),
    },
  });
  return { best, asked, answer: (as) => answers.shift()?.(as) };
}

const wish = (holder: string, count: number): BestSeats => ({
  ...{ performanceId: 1, requestId: `request-of-${holder}`, holder, count },
});

describe('requests beside each other', () => {
  it('BEST-5 what somebody else only asks for is not taken to be gone', async () => {
    const { best, asked, answer } = openRow();
    const greedy = best.hold(wish('greedy', SEATS));
    await waitFor(() => asked.length === 1);
    const other = best.hold(wish('other', 2));
    await waitFor(() => asked.length === 2);
    expect(asked[1]).toEqual({ holder: 'other', seats: [4, 5] });
    answer('LIMIT');
    answer('made');
    await expect(greedy).rejects.toMatchObject({ code: 'LIMIT' });
    expect((await other).hold.token).toBe('token');
  });

  it('BEST-5 a map that is older than a hold made here is not taken at its word', async () => {
    const { best, asked, answer } = openRow();
    const first = best.hold(wish('first', 2));
    await waitFor(() => asked.length === 1);
    answer('made');
    await first;
    const second = best.hold(wish('second', 2));
    await waitFor(() => asked.length === 2);
    expect(asked.map(({ seats }) => seats)).toEqual([
      [4, 5],
      [2, 3],
    ]);
    answer('made');
    await second;
  });

  it('BEST-8 one is worked on for each person, four wait, and more are refused', async () => {
    const { best, asked, answer } = openRow();
    const mine = Array.from({ length: 5 }, () => best.hold(wish('me', 1)));
    const refused = {
      code: 'RATE_LIMITED',
      details: { retryAfterMs: expect.any(Number) as number },
    };
    await expect(best.hold(wish('me', 1))).rejects.toMatchObject(refused);
    const other = best.hold(wish('other', 1));
    await waitFor(() => asked.length === 2);
    expect(asked.map(({ holder }) => holder)).toEqual(['me', 'other']);
    for (let k = 0; k < 6; k += 1) {
      await waitFor(() => asked.length > k);
      answer('made');
    }
    await Promise.all([...mine, other]);
    expect(asked).toHaveLength(6);
    const again = best.hold(wish('me', 1));
    await waitFor(() => asked.length === 7);
    answer('made');
    await again;
  });
});
