import { existsSync } from 'node:fs';

type Env = Readonly<Record<string, string | undefined>>;

/** What is shown of the searches of others. */
export interface SearchSettings {
  /** How long a search counts among the popular ones. */
  readonly popularWindowMs: number;
  /** People who must have searched for a term before it is shown. */
  readonly popularMinimum: number;
  /** File with further words that are not shown, one a line. */
  readonly blockedWords: string | undefined;
}

/** Adds to `problems` what is wrong, each by its variable. */
export function searchSettings(env: Env, problems: string[]): SearchSettings {
  const number = (name: string, fallback: number, max: number): number => {
    const text = env[name];
    if (!text) return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= 1 && value <= max) return value;
    problems.push(`${name} is "${text}"; it must be a whole number from 1 to ${String(max)}`);
    return fallback;
  };
  const blockedWords = env['SEARCH_BLOCKED_WORDS'] || undefined;
  if (blockedWords !== undefined && !existsSync(blockedWords)) {
    problems.push(`SEARCH_BLOCKED_WORDS is "${blockedWords}"; there is no such file`);
  }
  return {
    popularWindowMs: number('POPULAR_SEARCH_MINUTES', 60, 1_440) * 60_000,
    popularMinimum: number('POPULAR_SEARCH_MINIMUM', 3, 1_000_000),
    blockedWords,
  };
}
