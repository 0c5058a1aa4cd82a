import { createHash } from 'node:crypto';

/** What holds are compared with: scripts that Redis has read before. */
export const TRIVIAL = {
  /** Writes one key of the seat's own, once. */
  set: "return redis.call('SET', KEYS[1], ARGV[1])",
  /** Does nothing at all: what calling a script costs. */
  nothing: 'return 1',
} as const;

export type Trivial = keyof typeof TRIVIAL;

export function shaOf(script: string): string {
  return createHash('sha1').update(script).digest('hex');
}
