/** The rules of the live feed that can be switched off; rule ids of server/SPEC.md in brackets. */
export interface FeedRules {
  /** [FEED-4] A frame is applied only if its `from` is exactly the viewer's position. */
  readonly exactFrom: boolean;
  /** [FEED-6] A viewer that knows more than the node makes the node read before it answers. */
  readonly joinNotOlder: boolean;
  /** [FEED-2] A replica only moves forward. */
  readonly forwardOnly: boolean;
  /** [FEED-3, EPOCH-3] A store that went back, or sits on another server, is rebuilt under a new epoch. */
  readonly rollbackIsLoss: boolean;
  /** [FEED-5] What still comes from a closed connection is dropped. */
  readonly dropOldConnection: boolean;
  /** [FEED-7] The snapshot is taken from the replica in the same turn as joining the room. */
  readonly joinIsOneTurn: boolean;
}

export const FEED_PROTOCOL: FeedRules = {
  exactFrom: true,
  joinNotOlder: true,
  forwardOnly: true,
  rollbackIsLoss: true,
  dropOldConnection: true,
  joinIsOneTurn: true,
};

/**
 * What must be missed when it is off. exactFrom and dropOldConnection back each other up;
 * joinIsOneTurn and forwardOnly only save resyncs here, because the heartbeat finds what they let
 * through and a node has one read under way at a time.
 */
export const FEED_MUTANTS: readonly (readonly (keyof FeedRules)[])[] = [
  ['joinNotOlder'],
  ['rollbackIsLoss'],
  ['exactFrom', 'dropOldConnection'],
];

export function feedWithout(...names: readonly (keyof FeedRules)[]): FeedRules {
  return { ...FEED_PROTOCOL, ...Object.fromEntries(names.map((name) => [name, false])) };
}
