import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import type { TestApp } from '../../support/app.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly body: Buffer;
  readonly text: string;
  readonly json: unknown;
}

export interface Question {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request that adds nothing of its own, as `fetch` does. */
export function ask(url: string, { method = 'GET', headers = {} }: Question = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(parts);
        const text = decode(body, response.headers['content-encoding']).toString();
        resolve({
          ...{ status: response.statusCode ?? 0, headers: response.headers, body, text },
          get json() {
            return JSON.parse(text) as unknown;
          },
        });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

function decode(body: Buffer, encoding: string | undefined): Buffer {
  if (body.length === 0) return body;
  if (encoding === 'gzip') return gunzipSync(body);
  return encoding === 'br' ? brotliDecompressSync(body) : body;
}

/** Of a performance's event. */
export async function slugOf(
  { test }: Pick<TestApp, 'test'>,
  performanceId: number,
): Promise<string> {
  const { performances, events } = test.database.models;
  const performance = await performances.findByPk(performanceId, { rejectOnEmpty: true });
  return (await events.findByPk(performance.event_id, { rejectOnEmpty: true })).slug;
}
