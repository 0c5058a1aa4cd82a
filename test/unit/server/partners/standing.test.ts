import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStanding } from '../../../../server/src/partners/standing.ts';

interface Pending {
  resolve(value: string): void;
  reject(error: Error): void;
}

describe('what stands', () => {
  let loads: Pending[];
  let failures: number;
  beforeEach(() => {
    vi.useFakeTimers();
    loads = [];
    failures = 0;
  });
  afterEach(() => vi.useRealTimers());

  const open = () =>
    createStanding<string>({
      load: () =>
        new Promise((resolve, reject) => {
          loads.push({ resolve, reject });
        }),
      failed: () => (failures += 1),
    });

  /** One that has read `value` just now. */
  async function known(value: string) {
    const standing = open();
    const first = standing.read();
    loads[0]?.resolve(value);
    expect(await first).toBe(value);
    return standing;
  }

  it('PARTNER-8 everybody shares one load, and uses it for two seconds', async () => {
    const standing = open();
    const asked = [standing.read(), standing.read()];
    expect(loads).toHaveLength(1);
    loads[0]?.resolve('one');
    expect(await Promise.all(asked)).toEqual(['one', 'one']);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(await standing.read()).toBe('one');
    expect(loads).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    const later = standing.read();
    expect(loads).toHaveLength(2);
    loads[1]?.resolve('two');
    expect(await later).toBe('two');
  });

  it('PARTNER-8 when a load hangs, what is known goes on after half a second, then at once', async () => {
    const standing = await known('one');
    await vi.advanceTimersByTimeAsync(2_000);
    const answered: string[] = [];
    void standing.read().then((value) => answered.push(value));
    await vi.advanceTimersByTimeAsync(499);
    expect(answered).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(answered).toEqual(['one']);
    const next = standing.read();
    await vi.advanceTimersByTimeAsync(0);
    expect(await next).toBe('one');
    expect(loads).toHaveLength(2);
    loads[1]?.resolve('two');
    await vi.advanceTimersByTimeAsync(0);
    expect(await standing.read()).toBe('two');
  });

  it('PARTNER-8 a failed load rests a second and is told', async () => {
    const standing = await known('one');
    await vi.advanceTimersByTimeAsync(2_000);
    const read = standing.read();
    loads[1]?.reject(new Error('away'));
    expect(await read).toBe('one');
    expect(failures).toBe(1);
    expect(await standing.read()).toBe('one');
    expect(loads).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_000);
    void standing.read();
    expect(loads).toHaveLength(3);
  });

  it('PARTNER-8 what is known ends after ten minutes, and nothing stands in for it', async () => {
    const standing = await known('one');
    await vi.advanceTimersByTimeAsync(600_000);
    const read = standing.read();
    loads[1]?.reject(new Error('away'));
    await expect(read).rejects.toThrow('away');
    await expect(standing.read()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(loads).toHaveLength(2);
  });

  it('PARTNER-9 a change here is read at once, not from a load that began before it', async () => {
    const standing = await known('one');
    await vi.advanceTimersByTimeAsync(2_000);
    void standing.read();
    standing.changed();
    const after = standing.read();
    loads[1]?.resolve('before the change');
    loads[2]?.resolve('after it');
    expect(await after).toBe('after it');
    expect(await standing.read()).toBe('after it');
  });
});
