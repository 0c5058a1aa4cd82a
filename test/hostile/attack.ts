import type { Stage } from './stage.ts';

/** One thing that somebody without a browser may try. A file each; see `attacks/index.ts`. */
export interface Attack {
  readonly name: string;
  /** What it tries, in a sentence. */
  readonly tries: string;
  /** Codes that it has to be refused with, all of them. */
  readonly expected: readonly string[];
  /** Codes that may come beside them: chance, or an earlier attack on the same server. */
  readonly also?: readonly string[];
  /** Tells of each answer to `tally`, and of whatever was got that must not be had. */
  run(stage: Stage, tally: Tally): Promise<void>;
}

/** What became of an attack. */
export interface Tally {
  readonly answered: (code: string) => void;
  readonly gained: (what: string) => void;
}

export interface Outcome {
  readonly name: string;
  readonly tries: string;
  readonly attempts: number;
  /** Answers by code; `OK` for what was granted. */
  readonly codes: Readonly<Record<string, number>>;
  readonly expected: readonly string[];
  /** Expected codes that never came. */
  readonly missing: readonly string[];
  /** Codes that nobody expected. */
  readonly strange: readonly string[];
  readonly gained: readonly string[];
}

export async function carryOut(attack: Attack, stage: Stage): Promise<Outcome> {
  const { name, tries, expected, also = [] } = attack;
  const codes: Record<string, number> = {};
  const gained: string[] = [];
  await attack.run(stage, {
    answered: (code) => (codes[code] = (codes[code] ?? 0) + 1),
    gained: (what) => gained.push(what),
  });
  const known = new Set(['OK', ...expected, ...also]);
  return {
    ...{ name, tries, codes, expected, gained },
    attempts: Object.values(codes).reduce((sum, count) => sum + count, 0),
    missing: expected.filter((code) => codes[code] === undefined),
    strange: Object.keys(codes).filter((code) => !known.has(code)),
  };
}

export function isHarmless({ gained, missing, strange }: Outcome): boolean {
  return gained.length + missing.length + strange.length === 0;
}
