import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Keeps connections, from an address of this machine of its own: limits count by address. */
export function createSender(localAddress: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 16, localAddress });
  return {
    search: async (url, typed, token) => {
      for (let tries = 0; tries < 20; tries += 1) {
        const { status, retryAfter } = await get(agent, url, typed, token);
        if (status === 200) return;
        if (status !== 429 && status !== 503) throw new Error(`the search answered ${status}`);
        await sleep(Math.max(200, retryAfter * 1_000));
      }
      throw new Error('the search was put off too often');
    },
    close: () => {
      agent.destroy();
    },
  };
}

export interface Sender {
  /** Sends one search as a person; what is refused for now is sent again when it may be. */
  search(url: string, typed: string, token: string): Promise<void>;
  close(): void;
}

function get(
  agent: Agent,
  url: string,
  typed: string,
  token: string,
): Promise<{ status: number; retryAfter: number }> {
  const query = new URLSearchParams({ q: typed, pageSize: '1' }).toString();
  const headers = { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    request(`${url}/api/search?${query}`, { agent, headers }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        const retryAfter = Number(response.headers['retry-after'] ?? 0);
        resolve({ status: response.statusCode ?? 0, retryAfter });
      });
    })
      .once('error', reject)
      .end();
  });
}

/** Runs work on each item, so many at a time. */
export async function eachOf<T>(
  items: readonly T[],
  atATime: number,
  work: (item: T, place: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let place = next++; place < items.length; place = next++) {
      const item = items[place];
      if (item !== undefined) await work(item, place);
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}
