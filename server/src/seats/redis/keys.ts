import { admittedKey, performanceTag } from '../../platform/performance-keys.ts';

/** Every Redis key of a performance's seats, built here and nowhere else. */
export interface PerformanceKeys {
  readonly bits: string;
  readonly expiring: string;
  readonly records: string;
  readonly holders: string;
  /** Written by the waiting room: whom it has let in. */
  readonly admitted: string;
}

export function performanceKeys(performanceId: number, prefix = ''): PerformanceKeys {
  const tag = performanceTag(performanceId, prefix);
  return {
    bits: `${tag}:b`,
    expiring: `${tag}:x`,
    records: `${tag}:o`,
    holders: `${tag}:u`,
    admitted: admittedKey(performanceId, prefix),
  };
}

/** Names of an image under construction: the epoch and a random part keep rebuilds apart. */
export function temporaryKeys(
  performanceId: number,
  epoch: number,
  random: string,
  prefix = '',
): { bits: string; records: string; holders: string } {
  const tag = `${performanceTag(performanceId, prefix)}:t:${String(epoch)}:${random}`;
  return { bits: `${tag}:b`, records: `${tag}:o`, holders: `${tag}:u` };
}
