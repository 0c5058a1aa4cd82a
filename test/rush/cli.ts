import { parseArgs } from 'node:util';
import { problemsOf } from './figures/figures.ts';
import type { RushFigures } from './figures/figures.ts';
import { runRush } from './run.ts';
import { rushOptions } from './settings.ts';
import type { RushOptions } from './settings.ts';

const USAGE = `usage: npm run rush -- [options]

  --people 5000     virtual people, each from an address of its own (needs Linux: 127.x.y.z)
  --seats 2000      seats on sale
  --seed 1          of who does what
  --crews 3         processes that people are played in
  --lobby 60        seconds that the lobby gathers people (default: enough for 90 a second)
  --rate 1500       people let in a minute
  --active 200      people inside at a time
  --come-within 20  seconds to come in after being let in
  --session 60      seconds to choose seats
  --grace 30        seconds that a place is kept for somebody who is away
  --longest 480     seconds after the opening at which everybody goes home
  --kill-node       SIGKILL for a node in the middle, and a new start
  --restart-redis   Redis is restarted in the middle, empty
  --json            one JSON object on stdout

Ends with 1 when an invariant does not hold, and names it.`;

const MOST = { people: 20_000, seats: 20_000, crews: 8 };

function number(text: string | undefined, name: string, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= most) return value;
  throw new Error(`--${name} must be a whole number from 1 to ${String(most)}\n${USAGE}`);
}

interface Wish {
  readonly options: RushOptions;
  readonly json: boolean;
}

function readArguments(): Wish {
  const { values } = parseArgs({
    options: {
      ...{ people: { type: 'string' }, seats: { type: 'string' }, seed: { type: 'string' } },
      ...{ crews: { type: 'string' }, lobby: { type: 'string' }, rate: { type: 'string' } },
      ...{ active: { type: 'string' }, 'come-within': { type: 'string' } },
      ...{ session: { type: 'string' }, grace: { type: 'string' }, longest: { type: 'string' } },
      'kill-node': { type: 'boolean', default: false },
      'restart-redis': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error(USAGE);
  const seconds = (name: 'lobby' | 'come-within' | 'session' | 'grace' | 'longest') => {
    const value = number(values[name], name, 3_600);
    return value === undefined ? undefined : value * 1_000;
  };
  const options = rushOptions({
    ...given({
      people: number(values.people, 'people', MOST.people),
      seats: number(values.seats, 'seats', MOST.seats),
      seed: number(values.seed, 'seed', 2_147_483_647),
      crews: number(values.crews, 'crews', MOST.crews),
      lobbyMs: seconds('lobby'),
      longestMs: seconds('longest'),
    }),
    room: given({
      ratePerMinute: number(values.rate, 'rate', 100_000),
      maxActive: number(values.active, 'active', 100_000),
      comeWithinMs: seconds('come-within'),
      sessionMs: seconds('session'),
      graceMs: seconds('grace'),
    }),
    killNode: values['kill-node'],
    restartRedis: values['restart-redis'],
    log: (line) => {
      console.error(line);
    },
  });
  return { options, json: values.json };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what was not given. */
function given<T extends object>(values: T): Given<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T>;
}

/** JSON goes to stdout alone; everything said on the way goes to stderr. */
function print(figures: RushFigures, problems: readonly string[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ ...figures, problems }));
    return;
  }
  const { cheats, refused, latency_ms: latency, cpu, faults, ...plain } = figures;
  console.table(plain);
  console.table(cheats);
  console.table(latency);
  console.log(JSON.stringify({ refused, cpu, faults }));
  console.log(problems.length === 0 ? 'All as it has to be.' : problems.join('\n'));
}

try {
  const { options, json } = readArguments();
  const { figures, evidence } = await runRush(options);
  const problems = problemsOf(figures);
  for (const text of evidence) console.error(text);
  print(figures, problems, json);
  if (problems.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
