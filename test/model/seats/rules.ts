/**
 * Every protection of the protocol is a switch, so that the protocol and "the protocol without this
 * rule" are explored by the same code. The names in brackets are rule ids in server/SPEC.md.
 */
export interface Rules {
  /** [HOLD-2] A script that meets a missing or foreign image refuses; it never creates an all-free map. */
  readonly absentRefused: boolean;
  /** [PIN-1] Pinning moves the record out of the expiring set; no timer can free it. */
  readonly pinOutlivesSweep: boolean;
  /** [PIN-3] A pin without an order is freed only after a tombstone for that order id is durable. */
  readonly tombstone: boolean;
  /** [CLAIM-2] The claim transaction fails unless the durable epoch equals the epoch of the pin. */
  readonly epochFence: boolean;
  /** [REBUILD-2] The epoch is raised by compare-and-set; an image goes only over a lower epoch or nothing. */
  readonly installByEpoch: boolean;
  /** [FREE-2] sell and free act on an order's own record, never on bare seat numbers. */
  readonly ownerChecked: boolean;
  /** [FREE-3] Events carry the durable epoch and are done only on a store at least that new. */
  readonly stampedEvents: boolean;
  /** [CLAIM-4] An unknown outcome of a commit is never followed by a direct free. */
  readonly noFreeOnUnknown: boolean;
  /** [PAY-4] A paying order ends only by the provider's final answer; it is never voided on a query. */
  readonly forwardConfirm: boolean;
  /** [PAY-2] Whoever works on a paying order uses the recorded key, not the one it came with. */
  readonly recordedKeyOnly: boolean;
  /** [PAY-3] Leaving "paying" is conditional on the attempt as well as on the state. */
  readonly attemptGuard: boolean;
  /** [LATE-1] Money without a claim is refunded; seats are not taken again behind the store's back. */
  readonly lateIsRefunded: boolean;
  /** [EPOCH-3] An image installed on another server (restart from a file, failover) counts as absent. */
  readonly incarnation: boolean;
  /** [DEPOSIT-2] An order that waits for a deposit is given up only after the account is closed. */
  readonly closeFirst: boolean;
  /** [BLOCK-1] A block leaves a record, as a pin does. */
  readonly blockRecorded: boolean;
  /** [BLOCK-2] Unblocking writes an event in its transaction; nobody frees the seats beside it. */
  readonly unblockByEvent: boolean;
  /** [HOLD-5] No renewal goes past the cap. */
  readonly renewalCapped: boolean;
  /** [HOLD-9] A holder's limit also counts the seats in orders. */
  readonly ordersCount: boolean;
  /** [FREE-2] A free lowers the holder's count by the seats it took out of the record. */
  readonly countedByRecord: boolean;
}

export type RuleName = keyof Rules;

/** The protocol: all rules on. */
export const PROTOCOL: Rules = {
  absentRefused: true,
  pinOutlivesSweep: true,
  tombstone: true,
  epochFence: true,
  installByEpoch: true,
  ownerChecked: true,
  stampedEvents: true,
  noFreeOnUnknown: true,
  forwardConfirm: true,
  recordedKeyOnly: true,
  attemptGuard: true,
  lateIsRefunded: true,
  incarnation: true,
  closeFirst: true,
  blockRecorded: true,
  unblockByEvent: true,
  renewalCapped: true,
  ordersCount: true,
  countedByRecord: true,
};

export const RULE_NAMES = Object.keys(PROTOCOL) as RuleName[];

export function without(...names: readonly RuleName[]): Rules {
  return { ...PROTOCOL, ...Object.fromEntries(names.map((name) => [name, false])) };
}

/** Rules that the others make redundant for S1 to S7, and why they stay. */
export const NOT_NEEDED_FOR_SAFETY: Partial<Record<RuleName, string>> = {
  absentRefused:
    'the epoch fence refuses such orders later, but buyers would have held what cannot be bought',
  lateIsRefunded:
    'with the other rules money never comes late; it stays for mistakes of the provider',
  unblockByEvent:
    'the pin check would find the record of a block that has ended; an event is there at once',
};
