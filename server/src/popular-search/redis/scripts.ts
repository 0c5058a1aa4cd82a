import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

const FILES = {
  count: 'count-9',
  top: 'top-9',
  state: 'state-9',
  restore: 'restore-9',
  unwritten: 'unwritten-9',
  written: 'written-9',
} as const;

export type PopularScript = keyof typeof FILES;
export type RunScript = (
  script: PopularScript,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<string[]>;

function load(file: string): { body: string; sha: string } {
  const read = (name: string): string =>
    readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
  const body = `${read('common')}\n${read(file)}`;
  return { body, sha: createHash('sha1').update(body).digest('hex') };
}

/** Runs scripts by their hash; a server that doesn't know one is sent it once. */
export function createScripts(redis: Redis): RunScript {
  const loaded = new Map(
    (Object.keys(FILES) as PopularScript[]).map((name) => [name, load(FILES[name])]),
  );
  return async function run(name, keys, args) {
    const script = loaded.get(name);
    if (!script) throw new Error(`no script ${name}`);
    try {
      return (await redis.evalsha(script.sha, keys.length, ...keys, ...args)) as string[];
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return (await redis.eval(script.body, keys.length, ...keys, ...args)) as string[];
    }
  };
}
