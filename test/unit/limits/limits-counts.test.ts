import { describe, expect, it } from 'vitest';
import { createBuckets } from '../../../server/src/limits/buckets.ts';
import { createConnections } from '../../../server/src/limits/connections.ts';
import { createCoolDowns } from '../../../server/src/limits/cool-downs.ts';
import type { CoolDownNews } from '../../../server/src/limits/cool-downs.ts';
import { createMemoryRateLimits } from '../../../server/src/limits/memory-rate-limits.ts';
import { DEFAULT_LIMITS } from '../../../server/src/platform/limit-table.ts';

describe('counts of a node', () => {
  it('RATE-6 a bucket is full at first, fills evenly, and tells how long to wait', () => {
    const clock = { now: 0 };
    const buckets = createBuckets({ points: 60, windowMs: 60_000 }, { now: () => clock.now });
    const waits = Array.from({ length: 1_000 }, () => buckets.take('anna'));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(60);
    expect(waits.at(-1)).toBe(1_000);
    clock.now += 999;
    expect(buckets.take('anna')).toBe(1);
    clock.now += 1;
    expect(buckets.take('anna')).toBe(0);
    expect(buckets.take('boris')).toBe(0);
    clock.now += 120_000;
    expect(Array.from({ length: 61 }, () => buckets.take('anna')).at(-1)).toBeGreaterThan(0);
  });

  it('RATE-6 what many keys leave behind is cleared away, full ones first', () => {
    const clock = { now: 0 };
    const options = { now: () => clock.now, maxKeys: 100 };
    const buckets = createBuckets({ points: 2, windowMs: 1_000 }, options);
    for (let k = 0; k < 99; k += 1) buckets.take(k);
    clock.now += 5_000;
    buckets.take('busy');
    buckets.take('busy');
    for (let k = 100; k < 150; k += 1) buckets.take(k);
    expect(buckets.take('busy')).toBeGreaterThan(0);
  });

  it('RATE-4 connections are counted by address and account, here and as others tell', () => {
    const clock = { now: 0 };
    const make = (node: string) =>
      createConnections({ node, caps: { address: 16, account: 4 }, now: () => clock.now });
    const [one, two] = [make('n1'), make('n2')];
    const open = Array.from({ length: 10 }, () => ({}));
    for (const connection of open) one.entered('1.2.3.4', connection);
    expect(one.isFull('1.2.3.4')).toBe(false);
    expect(open.map((connection) => one.speaksFor('user:a', connection))).toEqual([
      ...Array<boolean>(4).fill(true),
      ...Array<boolean>(6).fill(false),
    ]);
    expect(one.speaksFor('user:a', open[0]!)).toBe(true);
    two.heard(one.news());
    const other = {};
    for (let k = 0; k < 6; k += 1) two.entered('1.2.3.4', k === 0 ? other : {});
    expect(two.isFull('1.2.3.4')).toBe(true);
    expect(two.speaksFor('user:a', other)).toBe(false);
    clock.now += 10_001;
    expect(two.isFull('1.2.3.4')).toBe(false);
    expect(two.speaksFor('user:a', other)).toBe(true);
    for (const connection of open) one.left(connection);
    expect(one.news().counts).toEqual([]);
    expect(one.speaksFor('user:a', {})).toBe(true);
    expect(one.news().counts).toEqual([]);
  });

  it('RATE-7 changes of mind are free; beyond them the rest doubles, and paying forgives', async () => {
    const clock = { now: 0 };
    const told: CoolDownNews[] = [];
    const limits = createMemoryRateLimits({ now: () => clock.now });
    const options = { limits, table: DEFAULT_LIMITS, now: () => clock.now };
    const here = createCoolDowns({ ...options, tell: (news) => told.push(news) });
    const there = createCoolDowns({ ...options, tell: () => undefined });
    for (let k = 0; k < 20; k += 1) await here.dropped(7, 'user:a');
    expect(here.waitOf(7, 'user:a')).toBe(0);
    await here.dropped(7, 'user:a');
    expect(here.waitOf(7, 'user:a')).toBe(15_000);
    expect(here.waitOf(8, 'user:a')).toBe(0);
    expect(here.waitOf(7, 'user:b')).toBe(0);
    there.heard(told[0]!);
    expect(there.waitOf(7, 'user:a')).toBe(15_000);
    await there.dropped(7, 'user:a');
    expect(there.waitOf(7, 'user:a')).toBe(30_000);
    clock.now += 30_000;
    expect(there.waitOf(7, 'user:a')).toBe(0);
    await here.dropped(7, 'user:a');
    expect(here.waitOf(7, 'user:a')).toBe(60_000);
    await here.paid(7, 'user:a');
    expect(here.waitOf(7, 'user:a')).toBe(0);
    expect(told.at(-1)).toEqual({ performanceId: 7, holder: 'user:a', waitMs: 0 });
    await here.dropped(7, 'user:a');
    expect(here.waitOf(7, 'user:a')).toBe(0);
  });

  it('RATE-7 an hour of it counts as well, and a rest is never longer than 15 minutes', async () => {
    const clock = { now: 0 };
    const limits = createMemoryRateLimits({ now: () => clock.now });
    const options = { limits, table: DEFAULT_LIMITS, now: () => clock.now, tell: () => undefined };
    const coolDowns = createCoolDowns(options);
    for (let k = 0; k < 40; k += 1) {
      await coolDowns.dropped(7, 'user:a');
      clock.now += 60_000;
    }
    expect(coolDowns.waitOf(7, 'user:a')).toBe(0);
    for (let k = 0; k < 12; k += 1) await coolDowns.dropped(7, 'user:a');
    expect(coolDowns.waitOf(7, 'user:a')).toBe(900_000);
  });
});
