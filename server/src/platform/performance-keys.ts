/**
 * What every Redis key of a performance begins with. They share a hash tag, so that a script may
 * touch all of them on Redis Cluster.
 */
export function performanceTag(performanceId: number, prefix = ''): string {
  return `${prefix}{p:${String(performanceId)}}`;
}

/**
 * The one key that two features share: the waiting room writes whom it has let in, and a hold reads
 * it in its own script. A hash: account → `number|until|entered`; `#` → the server's incarnation.
 */
export function admittedKey(performanceId: number, prefix = ''): string {
  return `${performanceTag(performanceId, prefix)}:a`;
}
