/** One place of the sources, and what stands there in the broken copy. */
export interface Replacement {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly text: string;
  readonly by: string;
}

/**
 * Rules taken out of the product on purpose, by name. A run on such a copy has to fail: figures
 * that are zero whatever the sources do would prove nothing.
 */
export const BREAKS: Readonly<Record<string, readonly Replacement[]>> = {
  /**
   * FEED-4, FEED-6, FEED-9: a viewer takes any frame, believes itself, and goes on showing what it
   * showed before its connection was cut. (On one connection alone no frame is ever missing.)
   */
  'no-gap-check': [
    {
      file: 'client-sdk/src/seat-map-state.ts',
      text: 'if (comparePositions(fromWire(frame.from), this.#position) !== 0) return RESYNC;',
      by: '',
    },
    {
      file: 'client-sdk/src/seat-map-state.ts',
      text: 'return same && heartbeat.checksum === this.#checksum ? IGNORED : RESYNC;',
      by: 'return IGNORED;',
    },
    {
      file: 'client-sdk/src/seat-map-state.ts',
      text: `if (lower && !takeOlder) return { kind: 'older' };`,
      by: `if (lower || this.#position) return { kind: 'changed', changes: [] };`,
    },
  ],
  /** CLAIM-2, CLAIM-3: a pin of an earlier epoch is claimed, and a seat may be claimed twice. */
  'no-claim': [
    {
      file: 'server/src/seats/order-seats.ts',
      text: 'if ((await claims.lockEpoch(tx, performanceId)) !== epoch) {',
      by: 'if ((await claims.lockEpoch(tx, performanceId)) < 0) {',
    },
    {
      file: 'db/migrations/0003-orders-and-claims.ts',
      text: `{ unique: [['performance_id', 'seat']], indexes: [['owner']] },`,
      by: `{ indexes: [['owner'], ['performance_id', 'seat']] },`,
    },
  ],
  /** EPOCH-3, EPOCH-5: a store that came back from a dump or a replica is believed. */
  'no-incarnation': [
    {
      file: 'server/src/platform/redis.ts',
      text: `return createHash('sha256').update(runId).digest().readUInt32BE(0);`,
      by: `return createHash('sha256').update('any').digest().readUInt32BE(0);`,
    },
    {
      file: 'server/src/live-map/feed.ts',
      text: 'doubt(performanceId, before.position.epoch);',
      by: '',
    },
  ],
};
