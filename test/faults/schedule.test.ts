import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, countKinds, planFaults } from './schedule.ts';

const SIX_MINUTES = 360_000;

describe('the schedule of faults', () => {
  it('FAULT-3 is the same for the same seed, and another one for another', () => {
    expect(planFaults(7, SIX_MINUTES)).toEqual(planFaults(7, SIX_MINUTES));
    expect(planFaults(7, SIX_MINUTES)).not.toEqual(planFaults(8, SIX_MINUTES));
  });

  it('FAULT-3 has every kind at least twice in six minutes', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const counts = countKinds(planFaults(seed, SIX_MINUTES));
      for (const kind of FAULT_KINDS) expect(counts[kind], `seed ${seed}`).toBeGreaterThan(1);
    }
  });

  it('FAULT-3 repeats no kind before each has had its turn', () => {
    for (const minutes of [0.2, 0.5, 1, 2]) {
      const first = planFaults(3, minutes * 60_000).slice(0, FAULT_KINDS.length);
      expect(new Set(first.map(({ kind }) => kind)).size).toBe(first.length);
      expect(first.length).toBeGreaterThan(0);
    }
  });

  it('FAULT-3 leaves peace between two faults and ends in time', () => {
    for (const minutes of [0.5, 1, 6, 20]) {
      const planned = planFaults(5, minutes * 60_000);
      const starts = planned.map(({ atMs }) => atMs);
      for (const [k, start] of starts.entries()) {
        expect(start - (starts[k - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
        expect(start).toBeLessThan(minutes * 60_000);
      }
    }
  });

  it('FAULT-3 keeps to the kinds that are asked for', () => {
    const planned = planFaults(1, 60_000, ['redis_flushall', 'nginx_reload']);
    expect(Object.keys(countKinds(planned)).toSorted()).toEqual(['nginx_reload', 'redis_flushall']);
  });
});
