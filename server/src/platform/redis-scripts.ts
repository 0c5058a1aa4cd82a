import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Command } from 'ioredis';
import type { Redis } from 'ioredis';

export type RunScript<Name extends string> = (
  script: Name,
  keys: readonly string[] | Encoded,
  args: readonly (string | number | Encoded)[],
) => Promise<unknown[]>;

/** Keys or arguments in the words of Redis' protocol: what is sent again and again is put once. */
export interface Encoded {
  readonly count: number;
  readonly text: string;
}

export function encoded(parts: readonly (string | number | Encoded)[]): Encoded {
  let count = 0;
  let text = '';
  for (const part of parts) {
    if (typeof part === 'object') {
      count += part.count;
      text += part.text;
    } else {
      const words = String(part);
      count += 1;
      text += `$${String(Buffer.byteLength(words))}\r\n${words}\r\n`;
    }
  }
  return { count, text };
}

/** A command that is already in the words of the protocol. */
class Written extends Command {
  private readonly text: string;

  constructor(name: string, parts: Encoded) {
    super(name, [], { replyEncoding: 'utf8' });
    this.text = `*${String(parts.count)}\r\n${parts.text}`;
  }

  override toWritable(): string {
    return this.text;
  }
}

interface Loaded {
  /** `EVALSHA sha` and `EVAL body`. */
  readonly known: Encoded;
  readonly unknown: Encoded;
}

/** More than these, and Redis would wait for work that is lying ready. */
const MOST_A_WRITE = 16;

/** Where a script wants `common.lua`: what stands before this line runs without it. */
const COMMON = '\n--- common\n';

/**
 * What one turn of the event loop sends leaves in one write: under load a write costs more than all
 * else that a node does for a script. Order, deadlines and refusals stay what they are; what a
 * connection that breaks meanwhile hasn't sent is lost with it, and told as any loss.
 */
function createGathering(redis: Redis): <T>(send: () => T) => T {
  let open: { readonly stream: Redis['stream']; count: number } | undefined;
  const flush = (): void => {
    open?.stream.uncork();
    open = undefined;
  };
  return (send) => {
    const stream = redis.stream as Redis['stream'] | undefined;
    if (!open && stream) {
      open = { stream, count: 0 };
      stream.cork();
      setImmediate(flush);
    }
    const sent = send();
    if (open && (open.count += 1) === MOST_A_WRITE) flush();
    return sent;
  };
}

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
    const sha = createHash('sha1').update(body).digest('hex');
    return { known: encoded(['evalsha', sha]), unknown: encoded(['eval', body]) };
  };
  const loaded = new Map<string, Loaded>(
    Object.entries<string>(files).map(([name, file]) => [name, load(file)]),
  );
  const gather = createGathering(redis);
  const send = (command: Written): Promise<unknown[]> =>
    gather(() => redis.sendCommand(command) as Promise<unknown[]>);
  return async function run(name, keys, args) {
    const script = loaded.get(name);
    if (!script) throw new Error(`no script ${name}`);
    const listed = 'text' in keys ? keys : encoded(keys);
    const rest = [listed.count, listed, ...args];
    try {
      return await send(new Written('evalsha', encoded([script.known, ...rest])));
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return await send(new Written('eval', encoded([script.unknown, ...rest])));
    }
  };
}
