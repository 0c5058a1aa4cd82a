import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

export type RunScript<Name extends string> = (
  script: Name,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown[]>;

interface Loaded {
  readonly body: string;
  readonly sha: string;
}

/** Where a script wants `common.lua`: what stands before this line runs without it. */
const COMMON = '\n--- common\n';

/**
 * Runs scripts by their hash; a server that doesn't know one is sent it once.
 * @param folder where the files are; `common.lua` there is put before each, or in the place of a
 * line `--- common`
 * @param files file names without `.lua`, by the names they are run by
 */
export function createScriptRunner<Name extends string>(
  redis: Redis,
  folder: URL,
  files: Readonly<Record<Name, string>>,
): RunScript<Name> {
  const read = (file: string): string => readFileSync(new URL(`${file}.lua`, folder), 'utf8');
  const common = read('common');
  const load = (file: string): Loaded => {
    const own = read(file);
    const [early, late] = own.split(COMMON, 2);
    const body = late === undefined ? `${common}\n${own}` : `${String(early)}\n${common}\n${late}`;
    return { body, sha: createHash('sha1').update(body).digest('hex') };
  };
  const loaded = new Map<string, Loaded>(
    Object.entries<string>(files).map(([name, file]) => [name, load(file)]),
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
