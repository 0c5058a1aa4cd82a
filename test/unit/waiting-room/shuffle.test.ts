import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  drawAt,
  drawOf,
  hashSeed,
  invitedPlace,
  isInvited,
  lobbyPlace,
  newSeed,
  splitDraw,
} from '../../../server/src/waiting-room/shuffle.ts';

const PEOPLE = 5_000;
const FEW = 1_000;
const PARTS = 10;
/** Chi-square with 9 degrees of freedom stays below it in 99 of 100 fair draws. */
const FAIR = 21.67;

const accounts = Array.from({ length: PEOPLE }, (_, click) =>
  createHash('sha256')
    .update(`account ${String(click)}`)
    .digest('hex')
    .slice(0, 32),
);
const seeds = Array.from({ length: 20 }, (_, k) =>
  createHash('sha256')
    .update(`seed ${String(k)}`)
    .digest('hex'),
);

/** Where the n-th click stands in line. */
function ranks(placeOf: (account: string, click: number) => number): number[] {
  const places = accounts.map((account, click) => ({ click, place: placeOf(account, click) }));
  places.sort((a, b) => a.place - b.place);
  const rank: number[] = [];
  places.forEach(({ click }, position) => (rank[click] = position));
  return rank;
}

/** How many of these clicks stand in each tenth of the line. */
function tenths(rank: readonly number[], clicks: readonly number[]): number[] {
  const counts = Array<number>(PARTS).fill(0);
  for (const click of clicks) {
    const part = Math.floor(((rank[click] ?? 0) * PARTS) / PEOPLE);
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts;
}

/** Of two groups of the same size over the tenths of the line. */
function chiSquare(first: readonly number[], last: readonly number[]): number {
  return first.reduce((sum, count, part) => {
    const other = last[part] ?? 0;
    return count + other === 0 ? sum : sum + (count - other) ** 2 / (count + other);
  }, 0);
}

function unfairness(placeOf: (seed: string, account: string, click: number) => number): number {
  const early = accounts.slice(0, FEW).map((_, k) => k);
  const late = accounts.slice(-FEW).map((_, k) => PEOPLE - FEW + k);
  const total = { early: Array<number>(PARTS).fill(0), late: Array<number>(PARTS).fill(0) };
  for (const seed of seeds) {
    const rank = ranks((account, click) => placeOf(seed, account, click));
    tenths(rank, early).forEach((count, part) => (total.early[part]! += count));
    tenths(rank, late).forEach((count, part) => (total.late[part]! += count));
  }
  return chiSquare(total.early, total.late);
}

describe('the draw of a lobby', () => {
  it('WAIT-1 gives the first and the last thousand clicks the same chance', () => {
    expect(unfairness((seed, account) => lobbyPlace(seed, account))).toBeLessThan(FAIR);
  });

  it('WAIT-1 would be seen to be unfair, if the clicks had a say', () => {
    const slightly = (seed: string, account: string, click: number): number =>
      lobbyPlace(seed, account) + (click / PEOPLE) * 2 ** 44;
    expect(unfairness(slightly)).toBeGreaterThan(FAIR);
  });

  it('WAIT-1 is the same from the same seed, and another from another', () => {
    const [one = '', other = ''] = seeds;
    const draw = (seed: string): number[] => ranks((account) => lobbyPlace(seed, account));
    expect(draw(one)).toEqual(draw(one));
    expect(draw(one)).not.toEqual(draw(other));
  });

  it('WAIT-1 can be drawn again by anyone who knows HMAC-SHA256', () => {
    const [seed = ''] = seeds;
    const [account = ''] = accounts;
    const key = Buffer.from(seed, 'hex');
    const theirs = createHmac('sha256', key).update(account).digest('hex').slice(0, 12);
    expect(drawOf(seed, account)).toBe(theirs);
    expect(drawAt(lobbyPlace(seed, account))).toBe(theirs);
    expect(splitDraw(theirs + drawOf(seed, 'b'))).toEqual([theirs, drawOf(seed, 'b')]);
  });

  it('WAIT-1 puts the lobby before those who come later, and invited accounts before all', () => {
    const [seed = ''] = seeds;
    for (const account of accounts) {
      const place = lobbyPlace(seed, account);
      expect(place < 0 && !isInvited(place)).toBe(true);
    }
    expect(isInvited(invitedPlace(2_000_000_000))).toBe(true);
    expect(Number.isSafeInteger(invitedPlace(1))).toBe(true);
  });

  it('WAIT-1 makes seeds that nobody guesses, and hashes that fit them', () => {
    const seed = newSeed();
    expect(seed).toMatch(/^[0-9a-f]{64}$/);
    expect(newSeed()).not.toBe(seed);
    const hash = createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');
    expect(hashSeed(seed)).toBe(hash);
  });
});
