import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { nextChange } from '../../../../server/src/catalog/pages.ts';
import { Encoding, encodingFor } from '../../../../server/src/platform/http/encodings.ts';
import { withTail } from '../../../../server/src/platform/http/tails.ts';
import { createAnswers } from '../../../../server/src/platform/kept-reads/index.ts';
import type { KeptReads, Known, Page } from '../../../../server/src/platform/kept-reads/index.ts';

describe('finished answers', () => {
  it('CACHE-4 an end that is new every time is whole in every encoding', () => {
    for (const length of [0, 1, 100, 65_535, 200_000]) {
      const text = Buffer.from(randomBytes(length).toString('base64').slice(0, length));
      for (const end of ['}', ',"serverNow":1764000000123}', 'x'.repeat(300)]) {
        const whole = text.toString() + end;
        expect(Buffer.from(withTail(text, Encoding.Identity, () => end)()).toString()).toBe(whole);
        expect(gunzipSync(withTail(text, Encoding.Gzip, () => end)()).toString()).toBe(whole);
        const brotli = withTail(text, Encoding.Brotli, () => end)();
        expect(brotliDecompressSync(brotli).toString()).toBe(whole);
      }
    }
  });

  it('CACHE-7 the encoding is one that the client takes', () => {
    const offered = [Encoding.Brotli, Encoding.Gzip];
    const chosen = (header?: string): string => encodingFor(header, offered);
    expect(chosen()).toBe('identity');
    expect(chosen('')).toBe('identity');
    expect(chosen('gzip, deflate')).toBe('gzip');
    expect(chosen('gzip, br')).toBe('br');
    expect(chosen('GZIP;q=0.5')).toBe('gzip');
    expect(chosen('br;q=0, gzip;q=0')).toBe('identity');
    expect(chosen('br;q=0, *')).toBe('gzip');
    expect(chosen('identity')).toBe('identity');
  });

  it('CACHE-4 it is made again in the moment in which the clock makes it another one', async () => {
    let now = 1_000;
    let made = 0;
    const known: Known<number> = { value: 1 };
    const reads = { peek: () => known, get: () => Promise.resolve(known) } as unknown as KeptReads;
    const answers = createAnswers({ reads, now: () => now });
    const page: Page<number> = {
      key: 'k',
      reading: { key: 'k', tagsOf: () => [], read: () => Promise.resolve(1), copyTtlMs: 1 },
      render: (_known, at) => {
        made += 1;
        return { text: `{"at":${String(at)}}`, cacheControl: 'no-cache', until: 2_000 };
      },
    };
    answers.remember('/k', page);
    const first = await answers.get(page);
    now = 1_999;
    expect(answers.ready('/k')).toBe(first);
    now = 2_000;
    const second = answers.ready('/k');
    expect(second).not.toBe(first);
    expect(made).toBe(2);
    expect(answers.ready('/other')).toBeUndefined();
  });

  it('CACHE-4 the next change is the nearest opening, closing or beginning that is still to come', () => {
    const performance = (opens: number, closes: number, starts: number) =>
      ({
        performance: { sale_opens_at: opens, sale_closes_at: closes, starts_at: starts },
      }) as unknown as Parameters<typeof nextChange>[0][number];
    const two = [performance(10, 30, 40), performance(20, 50, 60)];
    expect([0, 10, 25, 40, 59, 60].map((now) => nextChange(two, now))).toEqual([
      ...[10, 20, 30, 50, 60],
      Infinity,
    ]);
  });
});
