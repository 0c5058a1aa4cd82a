import { createFuse } from './fuse.ts';
import type { Side } from './fuse.ts';
import { outcomeOf, untilSettled } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { orderIdOf, RUNS } from './runs.ts';
import type { Run } from './runs.ts';
import type { Stage } from './stage.ts';

/** One crash: the node died at this call of this run. */
export interface Cell extends Outcome {
  readonly provider: string;
  readonly run: string;
  readonly number: number;
  readonly call: string;
  readonly side: Side;
  readonly orderId: string;
}

interface Crash extends Pick<Cell, 'number' | 'call' | 'side' | 'orderId'> {
  readonly run: Run;
}

const SEATS = 2;
const AT_ONCE = 8;
const PLAY_MS = 15_000;

/** Kills a node before and after every call of every run; answers when all has come to rest. */
export async function crashEverywhere(stage: Stage): Promise<Cell[]> {
  const runs = RUNS.filter(({ deposits }) => stage.till.takesDeposits || !deposits);
  const crashes: Crash[] = [];
  for (const run of runs) {
    await play(stage, run, 'warm-up');
    const calls = await play(stage, run, 'straight');
    crashes.push(...(await crashAtEach(stage, run, calls)));
  }
  const app = await stage.restart();
  try {
    await untilSettled(app, stage);
    return await Promise.all(
      crashes.map(async ({ run, ...crash }) => ({
        ...{ provider: stage.till.provider, run: run.name, ...crash },
        ...(await outcomeOf(stage, crash.orderId)),
      })),
    );
  } finally {
    await app.close();
  }
}

/** Undisturbed; answers the calls that crossed the ports. */
async function play(stage: Stage, run: Run, name: string): Promise<readonly string[]> {
  const fuse = createFuse();
  const app = await stage.node(fuse);
  const holder = `user:${name} ${run.name}`;
  await run.play({ app, stage, holder, seats: stage.takeSeats(SEATS) });
  return fuse.calls;
}

async function crashAtEach(stage: Stage, run: Run, calls: readonly string[]): Promise<Crash[]> {
  const wanted = calls.flatMap((call, number) =>
    (['before', 'after'] as const).map((side) => ({ call, number, side })),
  );
  const crashes: Crash[] = [];
  const worker = async (): Promise<void> => {
    for (let next = wanted.shift(); next; next = wanted.shift()) {
      crashes.push(await crashAt(stage, run, next));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return crashes.sort((a, b) => a.number - b.number || (a.side === 'before' ? -1 : 1));
}

async function crashAt(
  stage: Stage,
  run: Run,
  at: Pick<Crash, 'call' | 'number' | 'side'>,
): Promise<Crash> {
  const fuse = createFuse({ call: at.number, side: at.side });
  const app = await stage.node(fuse);
  const holder = `user:${run.name} ${String(at.number)} ${at.side}`;
  const finished = run
    .play({ app, stage, holder, seats: stage.takeSeats(SEATS) })
    .then(() => 'finished' as const);
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, PLAY_MS, 'late').unref());
  const ended = await Promise.race([finished, late, fuse.died.then(() => 'died' as const)]);
  const where = `${run.name}, ${at.side} call ${String(at.number)} (${at.call})`;
  if (ended !== 'died') throw new Error(`${where}: the node did not die (${ended})`);
  const called = fuse.calls[at.number];
  if (called !== at.call) throw new Error(`${where}: the call was ${called ?? 'none'}`);
  return { ...at, run, orderId: orderIdOf(holder) };
}
