import { ask } from '../../integration/catalogue/ask.ts';
import { startMariaDb } from '../../support/services.ts';
import type { Bench, BenchOptions } from '../harness/bench.ts';
import { startChild } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import { compare } from '../harness/figure.ts';
import type { Bar, Figure } from '../harness/figure.ts';
import { interleave } from '../harness/interleave.ts';
import type { LoadOrder, LoadResult } from './client.ts';
import type { ServerOrder } from './server.ts';

const ABOUT = `
Requests a second for the list of events, as the site's first page asks for it
(\`/api/events?locale=ko&pageSize=20\`), over 32 kept connections, each asking again when it has its
answer. The server is the whole one, with Redis, MariaDB and all its middleware: ids, security headers,
origins, limits, \`ETag\`, compression. Once for a client that takes no compression, once for one that takes
gzip and br.

- **bare http**: Node's own \`http\` server that answers every request with the same headers and bytes and
  looks at nothing. More than that isn't to be had without leaving Node's \`http\`.
- **without its cache**: the same server, but every request reads the database, and its answer is
  written, hashed and compressed for it alone.

Servers and load are processes of their own on one machine. The load reads length and status, not the
JSON. Not measured: TLS, Nginx, clients far away, and a catalogue that changes all the time.
`.trim();

const PATH = '/api/events?locale=ko&pageSize=20';
const CONNECTIONS = 32;
const LASTS_MS = 1_400;
const ENCODINGS = ['identity', 'gzip, br'] as const;
const FEW_BYTES = 16;
/** Set by the connection, or counted in the body's length. */
const NODE_ADDS = new Set(['date', 'connection', 'keep-alive']);

interface Subject {
  readonly port: number;
  readonly server: Child<ServerOrder>;
}

export const catalogueBench: Bench = {
  name: 'catalogue',
  title: 'The list of events, beside bare http and beside itself without its cache',
  about: ABOUT,
  measure: async (options) => {
    const mariadb = await startMariaDb();
    const children: Child<never>[] = [];
    const start = async <Order extends object>(file: string): Promise<Child<Order>> => {
      const child = await startChild<Order>(new URL(file, import.meta.url));
      children.push(child);
      return child;
    };
    const serve = async (order: ServerOrder): Promise<Subject> => {
      const server = await start<ServerOrder>('./server.ts');
      return { server, port: await server.ask<number>(order) };
    };
    try {
      const { url: mariadbUrl } = mariadb;
      const [load, cached, uncached] = await Promise.all([
        start<LoadOrder>('./client.ts'),
        serve({ mariadbUrl, cached: true }),
        serve({ mariadbUrl, cached: false }),
      ]);
      const figures: Figure[] = [];
      for (const acceptEncoding of ENCODINGS) {
        const bare = await serve(await likeOf(cached, acceptEncoding));
        const subjects = { cached, bare, uncached };
        figures.push(...(await measure(options, { acceptEncoding, load, subjects })));
      }
      return figures;
    } finally {
      await Promise.all(children.map((child) => child.end()));
      await mariadb.stop();
    }
  },
};

/** What a bare server has to answer to be the same. */
async function likeOf({ port }: Subject, acceptEncoding: string): Promise<ServerOrder> {
  const url = `http://127.0.0.1:${String(port)}${PATH}`;
  const headers = { 'accept-encoding': acceptEncoding };
  await ask(url, { headers });
  const answer = await ask(url, { headers });
  const own = Object.entries(answer.headers).filter(([name]) => !NODE_ADDS.has(name));
  return {
    headers: own.flatMap(([name, value]) => [name, String(value)]),
    body: answer.body.toString('base64'),
  };
}

interface Setting {
  readonly acceptEncoding: (typeof ENCODINGS)[number];
  readonly load: Child<LoadOrder>;
  readonly subjects: Readonly<Record<'cached' | 'bare' | 'uncached', Subject>>;
}

async function measure(options: BenchOptions, setting: Setting): Promise<Figure[]> {
  const { acceptEncoding, load, subjects } = setting;
  const bytes = new Set<number>();
  let busiest = 0;
  const rateOf = (subject: Subject) => async (): Promise<number> => {
    const result = await load.ask<LoadResult>({
      ...{ port: subject.port, path: PATH, acceptEncoding, connections: CONNECTIONS },
      forMs: options.quick ? 150 : LASTS_MS,
    });
    bytes.add(result.bytesEach);
    busiest = Math.max(busiest, result.cpuMs / result.tookMs);
    return (result.requests * 1000) / result.tookMs;
  };
  const { cached, bare, uncached } = subjects;
  const rates = await interleave(
    { cached: rateOf(cached), bare: rateOf(bare), uncached: rateOf(uncached) },
    { rounds: options.rounds },
  );
  // Each server has its own demo data, made at its own time: that may cost a compressed byte or two.
  if (Math.max(...bytes) - Math.min(...bytes) > FEW_BYTES) {
    throw new Error(`answers differ: ${[...bytes].join(', ')} bytes`);
  }
  options.log(`${acceptEncoding}: the load took at most ${busiest.toFixed(2)} of a core`);
  const comparison = (referenceName: string, reference: readonly number[], atLeast: number) => ({
    ...{ bench: 'catalogue', unit: 'requests/s', ours: rates.cached, reference, referenceName },
    case: acceptEncoding === 'identity' ? 'not compressed' : 'compressed',
    bar: { of: 'ratio', at_least: atLeast } satisfies Bar,
  });
  return [
    compare(comparison('bare http', rates.bare, 0.75)),
    compare(comparison('without its cache', rates.uncached, 4)),
  ];
}
