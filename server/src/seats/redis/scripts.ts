import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

const FILES = {
  hold: 'hold-5',
  renew: 'renew-2',
  release: 'release-3',
  expire: 'expire-3',
  mine: 'mine-3',
  pin: 'pin-4',
  block: 'block-2',
  sell: 'sell-2',
  free: 'free-3',
  configure: 'configure-1',
  install: 'install-7',
} as const;

export type SeatScript = keyof typeof FILES;
export type RunScript = (
  script: SeatScript,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown[]>;

interface Loaded {
  readonly body: string;
  readonly sha: string;
}

function load(file: string): Loaded {
  const read = (name: string): string =>
    readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
  const body = `${read('common')}\n${read(file)}`;
  return { body, sha: createHash('sha1').update(body).digest('hex') };
}

/** Runs seat scripts by their hash; a server that doesn't know one is sent it once. */
export function createScripts(redis: Redis): RunScript {
  const loaded = new Map<SeatScript, Loaded>(
    (Object.keys(FILES) as SeatScript[]).map((name) => [name, load(FILES[name])]),
  );
  return async function run(name, keys, args) {
    const script = loaded.get(name);
    if (!script) throw new Error(`no script ${name}`);
    try {
      return (await redis.evalsha(script.sha, keys.length, ...keys, ...args)) as unknown[];
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return (await redis.eval(script.body, keys.length, ...keys, ...args)) as unknown[];
    }
  };
}
