/** A crew: some of the people of a rush, in a process of their own. The parent speaks by messages. */
import { setMaxListeners } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createPerson, live } from './person.ts';
import type { CrewPlan, Scene } from './scene.ts';
import { createTally } from './tally.ts';
import type { Tally } from './tally.ts';

export type ToCrew =
  { readonly kind: 'begin'; readonly plan: CrewPlan } | { readonly kind: 'finish' };

export type FromCrew =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'report'; readonly report: CrewReport };

export interface Progress {
  readonly connected: number;
  readonly joined: number;
  readonly served: number;
  readonly holds: number;
  readonly paid: number;
  /** People who are still there. */
  readonly left: number;
}

export interface CrewReport extends Tally {
  readonly cpuSeconds: number;
  /** How late timers were: large, and the crew was too slow, not the server. */
  readonly loopMsP99: number;
  /** What broke in the crew itself. */
  readonly failures: readonly string[];
}

const PROGRESS_MS = 500;

async function run(plan: CrewPlan, over: AbortSignal): Promise<void> {
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  const tally = createTally();
  const scene: Scene = { plan, tally, board: [], startedAt: Date.now(), over };
  const failures: string[] = [];
  let left = plan.members.length;
  const tell = (): void => {
    tellParent({ kind: 'progress', progress: progressOf(tally, left) });
  };
  const telling = setInterval(tell, PROGRESS_MS);
  const lives = plan.members.map(async (member) => {
    await live(createPerson(scene, member)).catch((error: unknown) => {
      failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
    left -= 1;
  });
  await Promise.all(lives);
  clearInterval(telling);
  tell();
  const { user, system } = process.cpuUsage();
  const cpuSeconds = Math.round((user + system) / 1e5) / 10;
  const loopMsP99 = Math.round(loop.percentile(99) / 1e6);
  await tellAll({ kind: 'report', report: { ...tally, cpuSeconds, loopMsP99, failures } });
}

function progressOf({ people, holds, toldPaid }: Tally, left: number): Progress {
  const count = (key: 'connected' | 'joined' | 'served'): number =>
    people.filter((person) => person[key]).length;
  return {
    ...{ connected: count('connected'), joined: count('joined'), served: count('served') },
    ...{ holds: holds.length, paid: toldPaid.length, left },
  };
}

function tellParent(message: FromCrew): void {
  process.send?.(message);
}

/** The channel may be closed afterwards. */
function tellAll(message: FromCrew): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => {
      resolve();
    });
  });
}

const over = new AbortController();
setMaxListeners(0, over.signal);
process.on('message', (message: ToCrew) => {
  if (message.kind === 'finish') over.abort();
  else void run(message.plan, over.signal).finally(() => process.disconnect());
});
// Whose parent is gone has nobody to play for.
process.on('disconnect', () => process.exit());
