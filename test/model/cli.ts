/**
 * Explores the protocol, the protocol without each rule, and the live feed:
 *
 *   npm run model [fixed|minus|feed] [scene…]
 *   npm run model replay [traces]
 *
 * The second replays sampled traces on the product, in this process and on SQLite.
 * `LIMIT=n` bounds the states of one search, `TRACES=0` hides the counterexamples. The largest scene
 * needs about 10 GB of memory.
 */
import { explore, type Result } from './explore.ts';
import { createFeedModel } from './feed/feed-model.ts';
import { FEED_MUTANTS, feedWithout } from './feed/rules.ts';
import { NOT_NEEDED_FOR_SAFETY, RULE_NAMES, without } from './seats/rules.ts';
import type { RuleName } from './seats/rules.ts';
import { SCENE_NAMES, SCENES, type SceneName } from './seats/scenes.ts';
import { createSeatModel } from './seats/seat-model.ts';

const limit = Number(process.env.LIMIT ?? 14_000_000);
const showsTraces = process.env.TRACES !== '0';

function verdict({ violation, complete }: Result): string {
  if (violation) return `VIOLATED ${violation.property}`;
  return complete ? 'holds (whole space)' : 'holds (cut off)';
}

function print(name: string, result: Result): void {
  const { states, transitions, depth, seconds, violation } = result;
  const size = [
    `${states.toLocaleString('en')} states`,
    `${transitions.toLocaleString('en')} transitions`,
    `depth ${depth}`,
    `${seconds.toFixed(1)} s`,
  ];
  console.log(`${name.padEnd(34)} ${verdict(result)} | ${size.join(', ')}`);
  if (!showsTraces) return;
  for (const [index, step] of (violation?.trace ?? []).entries()) {
    console.log(`      ${String(index + 1).padStart(2)}. ${step}`);
  }
}

/** Nothing may be violated. Answers how often something was. */
function runProtocol(scenes: readonly SceneName[]): number {
  let wrong = 0;
  for (const scene of scenes) {
    const result = explore(createSeatModel({ bounds: SCENES[scene] }), limit);
    print(scene, result);
    if (result.violation) wrong += 1;
  }
  return wrong;
}

/** The first scene that notices that a rule is off. */
function missedIn(rule: RuleName, scenes: readonly SceneName[]): SceneName | undefined {
  return scenes.find((scene) => {
    const model = createSeatModel({ bounds: SCENES[scene], rules: without(rule) });
    const result = explore(model, limit);
    if (result.violation) print(`without ${rule} (${scene})`, result);
    return result.violation !== undefined;
  });
}

/** Every rule must be missed somewhere, unless it is known not to be needed. */
function runWithoutRules(scenes: readonly SceneName[]): number {
  let wrong = 0;
  for (const rule of RULE_NAMES) {
    const missed = missedIn(rule, scenes) !== undefined;
    const why = NOT_NEEDED_FOR_SAFETY[rule];
    if (!missed) console.log(`without ${rule}: nothing notices${why ? ` (expected: ${why})` : ''}`);
    if (missed === (why !== undefined)) wrong += 1;
  }
  return wrong;
}

function runFeed(): number {
  const result = explore(createFeedModel(), limit);
  print('feed', result);
  let wrong = result.violation ? 1 : 0;
  for (const off of FEED_MUTANTS) {
    const mutant = explore(createFeedModel(undefined, feedWithout(...off)), limit);
    print(`feed without ${off.join(' and ')}`, mutant);
    if (!mutant.violation) wrong += 1;
  }
  return wrong;
}

const DEFAULT_TRACES = 500;

async function runReplay(count = DEFAULT_TRACES): Promise<number> {
  // The product is loaded only for this.
  const { sampleTraces } = await import('./driver/sample.ts');
  return (await sampleTraces(count)) ? 1 : 0;
}

async function run(what: string, chosen: readonly string[]): Promise<number> {
  if (what === 'replay') return runReplay(chosen[0] === undefined ? undefined : Number(chosen[0]));
  const scenes = chosen.length > 0 ? (chosen as SceneName[]) : SCENE_NAMES;
  if (what === 'fixed') return runProtocol(scenes);
  if (what === 'minus') return runWithoutRules(scenes);
  if (what === 'feed') return runFeed();
  return runProtocol(scenes) + runWithoutRules(scenes) + runFeed() + (await runReplay());
}

function isUnderstood(what: string, chosen: readonly string[]): boolean {
  if (what === 'replay') return chosen.every((count) => /^[1-9]\d*$/.test(count));
  const isKnown = ['all', 'fixed', 'minus', 'feed'].includes(what);
  return isKnown && chosen.every((name) => name in SCENES);
}

const [what = 'all', ...chosen] = process.argv.slice(2);
if (isUnderstood(what, chosen)) {
  const wrong = await run(what, chosen);
  // Replayed threads that were abandoned have timers that nobody waits for.
  process.exit(wrong > 0 ? 1 : 0);
} else {
  console.error('usage: npm run model [fixed|minus|feed] [scene…]');
  console.error('       npm run model replay [traces]');
  console.error(`scenes: ${SCENE_NAMES.join(', ')}`);
  process.exitCode = 2;
}
