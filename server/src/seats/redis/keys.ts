/**
 * Every Redis key of a performance, built here and nowhere else. They share a hash tag, so that a
 * script may touch all of them on Redis Cluster.
 */
export interface PerformanceKeys {
  readonly bits: string;
  readonly expiring: string;
  readonly records: string;
  readonly holders: string;
}

export function performanceKeys(performanceId: number, prefix = ''): PerformanceKeys {
  const tag = `${prefix}{p:${String(performanceId)}}`;
  return { bits: `${tag}:b`, expiring: `${tag}:x`, records: `${tag}:o`, holders: `${tag}:u` };
}

/** Names of an image under construction: the epoch and a random part keep rebuilds apart. */
export function temporaryKeys(
  performanceId: number,
  epoch: number,
  random: string,
  prefix = '',
): { bits: string; records: string; holders: string } {
  const tag = `${prefix}{p:${String(performanceId)}}:t:${String(epoch)}:${random}`;
  return { bits: `${tag}:b`, records: `${tag}:o`, holders: `${tag}:u` };
}
