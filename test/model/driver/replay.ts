/** Walks the model at random, and takes every step with the real services as well. */
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { get, type State } from '../explore.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { BUYERS, EventState, rows, store } from '../seats/layout.ts';
import type { Rules } from '../seats/rules.ts';
import { createSeatModel, type SeatModel } from '../seats/seat-model.ts';
import type { SeatStep } from '../seats/step.ts';
import type { StepName } from './handlers.ts';
import { observe } from './observe.ts';
import { orderSteps } from './order-steps.ts';
import { seatSteps } from './seat-steps.ts';
import { seenInModel } from './seen.ts';
import { Stage, type StageOptions } from './stage.ts';

export interface ReplayOptions extends StageOptions {
  readonly seed: number;
  /** Longest trace. */
  readonly steps: number;
  /** @default the protocol's */
  readonly rules?: Rules;
}

/** How often each step was taken. */
export type Taken = Map<StepName, number>;

/**
 * One trace. Throws when the product cannot take a step of the model, or when what it holds
 * afterwards is not what the model says; the message has the whole trace.
 */
export async function replay(options: ReplayOptions, taken: Taken): Promise<void> {
  const { bounds, seed, rules } = options;
  const random = createRandom(seed);
  const model = createSeatModel({ bounds, ...(rules && { rules }), watched: [] });
  const stage = await Stage.open(options, model.initial());
  const trace: string[] = [];
  try {
    for (let count = 0; count < options.steps; count += 1) {
      const chosen = choose(model, stage, random);
      if (!chosen) return;
      trace.push(model.describe(chosen.step));
      stage.after = chosen.next;
      await take(stage, chosen.step);
      await compare(stage);
      stage.before = chosen.next;
      taken.set(chosen.step.do, (taken.get(chosen.step.do) ?? 0) + 1);
    }
  } catch (error) {
    const lines = trace.map((step, index) => `${String(index + 1).padStart(3)}. ${step}`);
    const said = error instanceof Error ? error.message : String(error);
    throw new Error([`seed ${seed}:`, ...lines, said].join('\n'), { cause: error });
  } finally {
    stage.close();
    // An embedded database never lets the event loop turn by itself, and frees its files in a turn.
    await setImmediate();
  }
}

interface Choice {
  readonly step: SeatStep;
  readonly next: State;
}

/** A step of the model that the product can take: first what, then which, so that rare ones come. */
function choose(model: SeatModel, stage: Stage, random: Random): Choice | undefined {
  const choices = new Map<StepName, Choice[]>();
  model.successors(stage.before, (step, next) => {
    if (!isPossible(stage, step)) return;
    choices.set(step.do, [...(choices.get(step.do) ?? []), { step, next }]);
  });
  const names = [...choices.keys()].filter((name) => !RARE.has(name) || random.chance(0.2));
  if (choices.size === 0) return undefined;
  return random.pick(
    choices.get(random.pick(names.length > 0 ? names : [...choices.keys()])) ?? [],
  );
}

/** Steps that end much of what is under way. */
const RARE: ReadonlySet<StepName> = new Set<StepName>([
  ...(['wipe', 'failover', 'holdExpires', 'sessionEnds'] as const),
  ...(['accountLapses', 'expireOrder', 'unblock', 'beginClose'] as const),
]);

/** The model leaves more open than the product: one clock for all holds, events in their order. */
function isPossible({ before, holds }: Stage, step: SeatStep): boolean {
  const isLive = (buyer: number): boolean =>
    get(before, store.hold + buyer) !== 0 && get(before, store.holdExpired + buyer) === 0;
  if (step.do === 'holdExpires') {
    const expiry = (buyer: number): number => holds.get(buyer)?.expiresAt ?? 0;
    return others(step.buyer).every(
      (other) => !isLive(other) || expiry(other) > expiry(step.buyer),
    );
  }
  if (step.do === 'timePasses') return !others(step.buyer).some(isLive);
  if (step.do === 'sweep') {
    return others(step.buyer).every((other) => get(before, store.holdExpired + other) === 0);
  }
  if (step.do === 'pickEvent' && step.kind === 'free') {
    return get(before, rows.sell + step.order) !== EventState.open;
  }
  return true;
}

function others(buyer: number): number[] {
  return Array.from({ length: BUYERS }, (_, index) => index).filter((index) => index !== buyer);
}

const handlers = { ...seatSteps, ...orderSteps };
/** Every step that the product can take. */
export const STEP_NAMES = Object.keys(handlers) as StepName[];

async function take(stage: Stage, step: SeatStep): Promise<void> {
  const handler = (handlers as Partial<Record<StepName, unknown>>)[step.do];
  if (!handler) throw new Error(`the product never does this: ${step.do}`);
  await (handler as (stage: Stage, step: SeatStep) => Promise<void>)(stage, step);
}

async function compare(stage: Stage): Promise<void> {
  const seen = await observe(stage);
  const expected = seenInModel(stage.after, stage.bounds);
  if (isDeepStrictEqual(seen, expected)) return;
  const fields = (Object.keys(expected) as (keyof typeof expected)[]).filter(
    (field) => !isDeepStrictEqual(seen[field], expected[field]),
  );
  const lines = fields.map(
    (field) =>
      `${field}: the model has ${JSON.stringify(expected[field])}, the product ${JSON.stringify(seen[field])}`,
  );
  throw new Error(['model and product differ', ...lines].join('\n'));
}
