import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Command } from 'ioredis';
import type { Redis } from 'ioredis';

export type RunScript<Name extends string> = (
  script: Name,
  keys: Words | readonly string[],
  args: Words | readonly (string | number)[],
) => Promise<unknown[]>;

/** Keys or arguments in the words of Redis' protocol: what is sent again and again is put once. */
export interface Words {
  readonly count: number;
  readonly text: string;
}

export function inWords(parts: readonly (string | number)[]): Words {
  let text = '';
  for (const part of parts) text += word(String(part));
  return { count: parts.length, text };
}

export function word(part: string): string {
  return `$${String(Buffer.byteLength(part))}\r\n${part}\r\n`;
}

/** The same of what has only characters of ASCII: numbers, and what is made of them. */
export function asciiWord(part: string): string {
  return `$${String(part.length)}\r\n${part}\r\n`;
}

/** A command that is already in the words of the protocol. */
class Written extends Command {
  private readonly text: string;

  constructor(name: string, script: string, keys: Words, args: Words) {
    super(name, [], { replyEncoding: 'utf8' });
    const count = String(3 + keys.count + args.count);
    this.text = `*${count}\r\n${script}${word(String(keys.count))}${keys.text}${args.text}`;
  }

  override toWritable(): string {
    return this.text;
  }

  /** All commands of one text share a deadline, which `createSending` sees to. */
  override setTimeout(): void {}
}

interface Loaded {
  /** `EVALSHA sha` and `EVAL body`. */
  readonly known: string;
  readonly unknown: string;
}

/** More than these, and Redis would wait for work that is lying ready. */
const MOST_A_WRITE = 32;

/** Where a script wants `common.lua`: what stands before this line runs without it. */
const COMMON = '\n--- common\n';

/**
 * What one turn of the event loop sends leaves as one text: under load a write costs more than all
 * else that a node does for a script. Every command keeps its own deadline and refusal; between
 * those of one text no other command of the connection comes, so replies stay in their order.
 */
function createSending(redis: Redis): (command: Written) => Promise<unknown[]> {
  let gathered: Written[] = [];
  let flushing = false;
  const send = (): void => {
    const commands = gathered;
    gathered = [];
    let text: string | undefined = '';
    // What the connection keeps until it is ready comes later, and goes out by itself.
    const write = (part: string | Buffer): void => {
      if (text === undefined) redis.stream.write(part);
      else text += String(part);
    };
    const together = { isPipeline: true, destination: { redis }, write } as const;
    for (const command of commands) void redis.sendCommand(command, together);
    const whole = text;
    text = undefined;
    // Where the connection takes no commands each was refused, and there is nothing to write.
    if (whole !== '') redis.stream.write(whole);
    endInTime(commands, redis.options.commandTimeout);
  };
  const flush = (): void => {
    flushing = false;
    send();
  };
  return (command) => {
    if (gathered.push(command) === MOST_A_WRITE) send();
    else if (!flushing) {
      flushing = true;
      setImmediate(flush);
    }
    return command.promise as Promise<unknown[]>;
  };
}

/** Replies come in order: with the last of them all have come. */
function endInTime(commands: readonly Written[], ms: number | undefined): void {
  if (ms === undefined) return;
  const deadline = setTimeout(() => {
    for (const command of commands) command.reject(new Error('Command timed out'));
  }, ms);
  const clear = (): void => {
    clearTimeout(deadline);
  };
  commands.at(-1)?.promise.then(clear, clear);
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
    return { known: word('evalsha') + word(sha), unknown: word('eval') + word(body) };
  };
  const loaded = new Map<string, Loaded>(
    Object.entries<string>(files).map(([name, file]) => [name, load(file)]),
  );
  const send = createSending(redis);
  return async function run(name, keys, args) {
    const script = loaded.get(name);
    if (!script) throw new Error(`no script ${name}`);
    const keyed = 'text' in keys ? keys : inWords(keys);
    const told = 'text' in args ? args : inWords(args);
    try {
      return await send(new Written('evalsha', script.known, keyed, told));
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return await send(new Written('eval', script.unknown, keyed, told));
    }
  };
}
