import { describe, expect, it } from 'vitest';
import type { LineBooks } from './books.ts';
import { castOf, PARTS } from './crew/cast.ts';
import type { PersonReport } from './crew/tally.ts';
import {
  countErrors,
  countMoved,
  countOverLimit,
  countUnadmitted,
  lostPlaces,
  placesPerAccount,
} from './figures/counts.ts';
import { problemsOf } from './figures/figures.ts';
import type { RushFigures } from './figures/figures.ts';
import { drawnNumber, inversions, kendallTau, recordedOrder } from './figures/line-order.ts';
import { drawMismatches } from './figures/summary.ts';

const SEED = '11'.repeat(32);
/** `printf '11…' | xxd -r -p | sha256sum` */
const SEED_HASH = '02d449a31fbb267c8f352e9968a79e3e5fc95c1bbeaa502fd6454ebde5a4bedc';
const names = Array.from({ length: 200 }, (_, k) => `account-${String(k)}`);

/** A hundred in the lobby, a hundred behind them, all let in. */
function honestLine(): LineBooks {
  const arrivals = names.map((account, k) => ({
    ...{ account, seq: k + 1, place: k, state: 'admitted', reason: null },
  }));
  const line = { state: 'open', seed: SEED, seedHash: SEED_HASH, cut: 100, arrivals };
  const admissions = recordedOrder(line).map((account, k) => ({
    ...{ account, no: k + 1, state: 'admitted', reason: null, admittedAt: 1_000, holdUntil: 2_000 },
  }));
  return { ...line, admissions };
}

function tauOf(line: LineBooks): number | null {
  const order = line.admissions.toSorted((a, b) => a.no - b.no).map(({ account }) => account);
  return kendallTau(order, recordedOrder(line));
}

function drawOf(line: LineBooks) {
  const order = line.arrivals
    .filter(({ seq }) => seq <= line.cut)
    .map(({ account }) => drawnNumber(line.seed, account).toString(16).padStart(12, '0'))
    .toSorted();
  return { seed: line.seed, seedHash: line.seedHash, lobby: order.length, order };
}

function person(account: string, set: Partial<PersonReport> = {}): PersonReport {
  return {
    ...{ account, part: 'patient', connected: true, joined: true, served: true, admitted: true },
    ...{ end: null, setBack: 0, admissions: 1, gaveUp: false, wentHome: false },
    ...set,
  };
}

describe('RUSH-2 the figures of a rush', () => {
  it('RUSH-2 an admission out of turn lowers tau', () => {
    const line = honestLine();
    expect(tauOf(line)).toBe(1);
    const [first, second, ...rest] = line.admissions;
    if (!first || !second) throw new Error('there are two hundred');
    const swapped = [{ ...first, no: second.no }, { ...second, no: first.no }, ...rest];
    expect(tauOf({ ...line, admissions: swapped })).toBeLessThan(1);
  });

  it('RUSH-2 inversions are those of comparing every pair', () => {
    const values = names.map((account) => drawnNumber(SEED, account) % 50);
    let pairs = 0;
    for (const [at, value] of values.entries()) {
      pairs += values.slice(at + 1).filter((later) => later < value).length;
    }
    expect(inversions(values)).toBe(pairs);
    expect(kendallTau(names.toReversed(), names)).toBe(-1);
    expect(kendallTau(['account-1'], names)).toBeNull();
  });

  it('RUSH-2 a draw that lacks somebody, has a stranger, or has another seed is counted', () => {
    const line = honestLine();
    const draw = drawOf(line);
    expect(drawMismatches(line, draw)).toBe(0);
    expect(drawMismatches(line, { ...draw, lobby: 99, order: draw.order.slice(1) })).toBe(1);
    const strange = { ...draw, lobby: 101, order: [...draw.order, 'ffffffffffff'] };
    expect(drawMismatches(line, strange)).toBe(1);
    expect(drawMismatches({ ...line, seedHash: 'another' }, draw)).toBe(2);
    expect(drawMismatches(line, { ...draw, order: draw.order.toReversed() })).toBe(1);
  });

  it('RUSH-2 holds outside of an admission are counted, and orders of strangers', () => {
    const windows = [{ account: 'a', no: 1, from: 1_000, until: 2_000 }];
    const hold = (account: string, sentAt: number) => ({ account, sentAt, ackAt: sentAt + 10 });
    expect(countUnadmitted([hold('a', 995), hold('a', 2_000)], [], windows)).toBe(0);
    expect(countUnadmitted([hold('a', 980), hold('a', 2_001)], [], windows)).toBe(2);
    expect(countUnadmitted([hold('b', 1_500)], [], windows)).toBe(1);
    const order = { id: 'o', performance_id: 1, state: 'paid', amount: 1 };
    expect(countUnadmitted([], [{ ...order, holder: 'user:a' }], windows)).toBe(0);
    expect(countUnadmitted([], [{ ...order, holder: 'user:b' }], windows)).toBe(1);
  });

  it('RUSH-2 an account with more seats than one person may have is counted', () => {
    const order = (id: string, state: string) => ({
      ...{ id, performance_id: 1, holder: 'user:a', state, amount: 1 },
    });
    const orders = [order('1', 'paid'), order('2', 'pending'), order('3', 'expired')];
    const lines = [1, 2, 3].map((seat) => ({ order_id: '1', seat }));
    const more = [
      { order_id: '2', seat: 4 },
      { order_id: '3', seat: 5 },
    ];
    expect(countOverLimit({ orders, lines: [...lines, ...more] }, 4)).toBe(0);
    expect(
      countOverLimit({ orders, lines: [...lines, ...more, { order_id: '2', seat: 6 }] }, 4),
    ).toBe(1);
  });

  it('RUSH-2 only UNAVAILABLE with a time, and only around a fault, is no error', () => {
    const mishap = { where: 'x', what: 'UNAVAILABLE', typed: true, logged: true };
    const told = [
      { ...mishap, at: 500 },
      { ...mishap, at: 1_500 },
      { ...mishap, at: 1_500, typed: false },
    ];
    const log = [
      { status: 503 },
      { status: 503 },
      { status: 503 },
      { status: 502 },
      { status: 429 },
    ];
    expect(countErrors(told, log, [{ from: 1_000, until: 2_000 }])).toEqual({
      errors_5xx: 3,
      refused_unavailable: 1,
    });
  });

  it('RUSH-2 places that move, are lost, or are two of one account are counted', () => {
    const { arrivals, admissions } = honestLine();
    expect(countMoved(arrivals, { arrivals })).toBe(0);
    const back = arrivals.map((one) =>
      one.account === 'account-7' ? { ...one, place: 900 } : one,
    );
    expect(countMoved(arrivals, { arrivals: back.slice(0, -1) })).toBe(2);
    const people = names.map((account) => person(account));
    const gone = arrivals.map((one) =>
      one.seq <= 2 ? { ...one, state: 'ended', reason: 'absent' } : one,
    );
    expect(lostPlaces(people, { arrivals: gone, admissions })).toHaveLength(2);
    const wanted = people.map((one) =>
      one.account === 'account-0' ? { ...one, gaveUp: true } : one,
    );
    const home = people.map((one) => ({ ...one, wentHome: true }));
    expect(lostPlaces(home, { arrivals: gone, admissions })).toEqual([]);
    expect(lostPlaces(wanted, { arrivals: gone, admissions })).toHaveLength(1);
    expect(placesPerAccount(people, { arrivals, admissions }, [])).toBe(1);
    expect(placesPerAccount(people, { arrivals: [...arrivals, ...arrivals], admissions }, [])).toBe(
      2,
    );
    expect(placesPerAccount([person('x', { admissions: 3 })], { arrivals, admissions }, [])).toBe(
      3,
    );
  });

  it('RUSH-2 a run fails by each of its figures, and says which', () => {
    expect(problemsOf(GOOD)).toEqual([]);
    const wrong: readonly Partial<RushFigures>[] = [
      ...[{ double_sold: 1 }, { over_limit: 1 }, { unadmitted_holds: 1 }, { errors_5xx: 1 }],
      ...[{ kendall_tau: 0.9999 }, { kendall_tau: null }, { places_per_account_max: 2 }],
      ...[{ sold: 99 }, { set_back_max: 51 }, { places_lost: 1 }, { places_moved: 1 }],
      ...[{ people_served: 80 }, { orders_paid: 24 }, { holds_made: 29 }, { faults_missed: 1 }],
      ...[{ audit_disagreements: 1 }, { audit_complete: false }, { lost_payments: 1 }],
      ...[{ draw_mismatches: 1 }, { crew_failures: 1 }],
    ];
    for (const set of wrong) {
      const [name = ''] = Object.keys(set);
      expect(problemsOf({ ...GOOD, ...set }).join(), name).toContain(name);
    }
    const cheats = { bare: { tried: 2, refused: 1, got: 1 } };
    expect(problemsOf({ ...GOOD, cheats })).toEqual(['cheats.bare.got is 1, not 0']);
  });
});

it('RUSH-3 a cast has everybody’s part in it, the same ones for the same seed', () => {
  const cast = castOf(120, 7);
  expect(cast).toHaveLength(120);
  expect(new Set(cast).size).toBe(PARTS.length);
  expect(castOf(120, 7)).toEqual(cast);
  expect(castOf(120, 8)).not.toEqual(cast);
});

const GOOD: RushFigures = {
  ...{ seed: 1, nodes: 2, people: 100, people_connected: 100, people_joined: 100 },
  ...{ people_admitted: 50, people_served: 90, people_gave_up: 9, sockets: 120 },
  ...{ holds_made: 40, orders_paid: 30, sold: 100, sellable: 100, double_sold: 0 },
  ...{ over_limit: 0, unadmitted_holds: 0, errors_5xx: 0, refused_unavailable: 3, unanswered: 0 },
  ...{ kendall_tau: 1, tau_people: 50, draw_mismatches: 0, places_per_account_max: 1 },
  ...{ set_back_max: 0, admission_batch: 50, places_lost: 0, places_moved: 0 },
  ...{ waiting_at_fault: 0, faults: [], faults_missed: 0, lost_payments: 0 },
  ...{ audit_disagreements: 0, audit_complete: true, cheats: {}, refused: {} },
  latency_ms: {
    join: { p50: 1, p99: 2 },
    standing: { p50: 1, p99: 2 },
    hold: { p50: 1, p99: 2 },
  },
  ...{ crew_failures: 0, crew_loop_ms_p99: 1, seconds: 1 },
  cpu: { machine: 0.5, nodes: 1, people: 1 },
};
