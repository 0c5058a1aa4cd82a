import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ask } from '../integration/catalogue/ask.ts';
import { startMariaDb } from '../support/services.ts';
import type { LoadOrder, LoadResult } from './catalogue-client.ts';
import type { ServerOrder } from './catalogue-server.ts';

export interface CatalogueOptions {
  readonly rounds: number;
  readonly forMs: number;
  readonly connections: number;
  readonly path: string;
}

interface Rate {
  /** Requests a second: median, lowest and highest of the rounds. */
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  /** CPU of the server for one request, in microseconds: median of the rounds. */
  readonly cpuUs: number;
}

export interface CatalogueFigures {
  readonly path: string;
  readonly acceptEncoding: string;
  readonly bodyBytes: number;
  readonly rounds: number;
  readonly cached: Rate;
  readonly bare: Rate;
  readonly uncached: Rate;
  /** Median of what each round gives, whose parts are neighbours in time; wanted: 0.75. */
  readonly cachedOfBare: number;
  /** Likewise; wanted: 4. */
  readonly cachedTimesUncached: number;
  /** The same of the CPU for one request, which a busy machine disturbs less. */
  readonly cpuCachedOfBare: number;
  readonly cpuCachedTimesUncached: number;
  /** Share of a core that the load took where it took most; near 1 it was the bottleneck. */
  readonly loadBusy: number;
}

interface Child {
  readonly ask: <T>(message: ServerOrder | LoadOrder | 'cpu') => Promise<T>;
  readonly end: () => Promise<void>;
}

interface Subject {
  readonly port: number;
  readonly server: Child;
}

type Name = 'cached' | 'bare' | 'uncached';

/** Set by the connection, or counted in the body's length. */
const NODE_ADDS = new Set(['date', 'connection', 'keep-alive']);

export async function measureCatalogue(options: CatalogueOptions): Promise<CatalogueFigures[]> {
  const mariadb = await startMariaDb();
  const children: Child[] = [];
  const start = async (file: string): Promise<Child> => {
    const child = await startChild(file);
    children.push(child);
    return child;
  };
  const serve = async (order: ServerOrder): Promise<Subject> => {
    const server = await start('./catalogue-server.ts');
    return { server, port: await server.ask<number>(order) };
  };
  try {
    const { url: mariadbUrl } = mariadb;
    const load = await start('./catalogue-client.ts');
    const cached = await serve({ kind: 'whole', mariadbUrl, cached: true });
    const uncached = await serve({ kind: 'whole', mariadbUrl, cached: false });
    const figures: CatalogueFigures[] = [];
    for (const acceptEncoding of ['identity', 'gzip, br']) {
      const bare = await serve(await likeOf(cached, options.path, acceptEncoding));
      const subjects = { cached, bare, uncached };
      figures.push(await measure(options, { acceptEncoding, load, subjects }));
    }
    return figures;
  } finally {
    await Promise.all(children.map((child) => child.end()));
    await mariadb.stop();
  }
}

/** What a bare server has to answer to be the same. */
async function likeOf(
  { port }: Subject,
  path: string,
  acceptEncoding: string,
): Promise<ServerOrder> {
  const url = `http://127.0.0.1:${String(port)}${path}`;
  const headers = { 'accept-encoding': acceptEncoding };
  await ask(url, { headers });
  const answer = await ask(url, { headers });
  const own = Object.entries(answer.headers).filter(([name]) => !NODE_ADDS.has(name));
  return {
    kind: 'bare',
    headers: own.flatMap(([name, value]) => [name, String(value)]),
    body: answer.body.toString('base64'),
  };
}

interface Setting {
  readonly acceptEncoding: string;
  readonly load: Child;
  readonly subjects: Readonly<Record<Name, Subject>>;
}

async function measure(options: CatalogueOptions, setting: Setting): Promise<CatalogueFigures> {
  const { rounds, forMs, connections, path } = options;
  const { acceptEncoding, load, subjects } = setting;
  const names = Object.keys(subjects) as Name[];
  const rates: Record<Name, number[]> = { cached: [], bare: [], uncached: [] };
  const cpus: Record<Name, number[]> = { cached: [], bare: [], uncached: [] };
  let loadBusy = 0;
  let bytesEach = 0;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const { port, server } = subjects[name];
      await server.ask('cpu');
      const order = { port, path, acceptEncoding, connections, forMs };
      const result = await load.ask<LoadResult>(order);
      const cpuMs = await server.ask<number>('cpu');
      if (round === 0) continue;
      rates[name].push((result.requests / result.tookMs) * 1000);
      cpus[name].push((cpuMs * 1000) / result.requests);
      if (name !== 'uncached') loadBusy = Math.max(loadBusy, result.cpuMs / result.tookMs);
      if (name === 'cached') bytesEach = result.bytesEach;
    }
  }
  const rateOf = (name: Name): Rate => ({
    median: Math.round(median(rates[name])),
    lowest: Math.round(Math.min(...rates[name])),
    highest: Math.round(Math.max(...rates[name])),
    cpuUs: rounded(median(cpus[name])),
  });
  const [cached, bare, uncached] = [rateOf('cached'), rateOf('bare'), rateOf('uncached')];
  return {
    ...{ path, acceptEncoding, bodyBytes: bytesEach, rounds, cached, bare, uncached },
    cachedOfBare: rounded(byRound(rates.cached, rates.bare)),
    cachedTimesUncached: rounded(byRound(rates.cached, rates.uncached)),
    cpuCachedOfBare: rounded(bare.cpuUs / cached.cpuUs),
    cpuCachedTimesUncached: rounded(uncached.cpuUs / cached.cpuUs),
    loadBusy: rounded(loadBusy),
  };
}

function byRound(over: readonly number[], under: readonly number[]): number {
  return median(over.map((value, round) => value / (under[round] ?? 1)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 0 ? (upper + (sorted[middle - 1] ?? 0)) / 2 : upper;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

async function startChild(file: string): Promise<Child> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ['--conditions=source', '--import', 'tsx'],
  });
  await nextMessage(child);
  return {
    ask: async <T>(message: ServerOrder | LoadOrder | 'cpu') => {
      const answer = nextMessage(child);
      child.send(message);
      return (await answer) as T;
    },
    end: async () => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      // The load has nothing to close.
      if (file.includes('client')) child.kill();
      else child.disconnect();
      await exited;
    },
  };
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const exited = (): void => {
      reject(new Error('a process of the bench ended early'));
    };
    child.once('exit', exited);
    child.once('message', (message) => {
      child.off('exit', exited);
      resolve(message);
    });
  });
}
