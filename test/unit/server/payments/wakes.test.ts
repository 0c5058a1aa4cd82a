import { beforeEach, describe, expect, it } from 'vitest';
import { createWakes } from '../../../../server/src/payments/wakes.ts';
import type { Wake } from '../../../../server/src/payments/wakes.ts';
import { waitFor } from '../../../support/wait.ts';

describe('wakes', () => {
  let begun: string[] = [];
  let ends: (() => void)[] = [];
  let wake: Wake;
  let failing = false;
  beforeEach(() => {
    [begun, ends, failing] = [[], [], false];
    wake = createWakes(async (orderId, secret) => {
      begun.push(secret === undefined ? orderId : `${orderId} ${secret}`);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (failing) throw new Error('database away');
    });
  });
  const end = (): void => ends.shift()?.();

  it('GATE-9 events of one order join into one further look', async () => {
    const first = wake('a');
    const others = Array.from({ length: 50 }, () => wake('a'));
    const elsewhere = wake('b');
    expect(begun).toEqual(['a', 'b']);
    end();
    end();
    await first;
    await elsewhere;
    await waitFor(() => begun.length === 3);
    const last = wake('a');
    expect(begun).toEqual(['a', 'b', 'a']);
    end();
    await Promise.all(others);
    await waitFor(() => begun.length === 4);
    end();
    await last;
    const later = wake('a');
    expect(begun).toHaveLength(5);
    end();
    await later;
  });

  it('GATE-9 an event that joined is followed up also when the one before it failed', async () => {
    failing = true;
    const first = wake('a');
    const second = wake('a');
    end();
    await expect(first).rejects.toThrow('database away');
    await waitFor(() => begun.length === 2);
    failing = false;
    end();
    await second;
    expect(begun).toEqual(['a', 'a']);
  });

  it('GATE-9 every secret that joined is compared, unless one needs none', async () => {
    const waiting = [wake('a'), wake('a', 'wrong'), wake('a', 'right'), wake('a', 'wrong')];
    for (let count = 1; count <= 3; count += 1) {
      await waitFor(() => ends.length > 0);
      end();
    }
    await Promise.all(waiting);
    expect(begun).toEqual(['a', 'a wrong', 'a right']);

    const open = [wake('b', 's'), wake('b', 't'), wake('b')];
    await waitFor(() => ends.length > 0);
    end();
    await waitFor(() => ends.length > 0);
    end();
    await Promise.all(open);
    expect(begun.slice(3)).toEqual(['b s', 'b']);
  });

  it('GATE-9 too many at once are sent away, to come again', async () => {
    const busy = { code: 'UNAVAILABLE', details: { retryAfterMs: expect.any(Number) as number } };
    const all = Array.from({ length: 20 }, (_, index) => wake(`order-${String(index)}`));
    await expect(wake('one-more')).rejects.toMatchObject(busy);
    const guesses = [1, 2, 3, 4].map((guess) => wake('order-0', String(guess)));
    await expect(wake('order-0', '5')).rejects.toMatchObject(busy);
    const known = wake('order-0', '4');
    expect(begun).toHaveLength(20);
    const finished = Promise.all([...all, ...guesses, known]);
    await waitFor(() => {
      end();
      return begun.length === 24 && ends.length === 0;
    });
    await finished;
    const again = wake('one-more');
    end();
    await again;
  });
});
