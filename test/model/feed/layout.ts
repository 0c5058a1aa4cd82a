/** Where each field of the feed model's state lies: one byte a field. */
import { get, type State } from '../explore.ts';

export const NODES = 2;
export const SEATS = 2;
/** Messages a connection can have under way. */
export const CHANNEL_DEPTH = 3;
const EPOCHS = 3;
const VERSIONS = 6;

function allocator(): (size?: number) => number {
  let next = 0;
  return (size = 1) => {
    const at = next;
    next += size;
    return at;
  };
}
const take = allocator();

/** The store: epoch, version, bits, incarnation of its server at install. */
const store = take(4);
export const at = {
  epoch: store,
  version: store + 1,
  bits: store + 2,
  installedOn: store + 3,
  /** Incarnation that answers now. */
  incarnation: take(),
  /** What the replica server has, laid out like the store. */
  replica: take(4),
  replicated: take(),
  changes: take(),
  failedOver: take(),
  moves: take(),
  /** Per (epoch, version): the bits that were true there, plus 1. */
  history: take(EPOCHS * VERSIONS),
  /** Node the viewer is connected to. */
  viewerNode: take(),
  /** The viewer wants a snapshot. */
  wantsSnapshot: take(),
  /** The viewer's epoch, version, bits, and whether it shows anything yet. */
  viewer: take(4),
};
const STORE_FIELDS = 4;

/** Offsets within a node: its replica, the answer of a read on its way, and its viewer's place. */
export const Node = {
  epoch: 0,
  version: 1,
  bits: 2,
  reading: 3,
  readEpoch: 4,
  readVersion: 5,
  readBits: 6,
  /** A snapshot has been taken, but the viewer is not in the room yet. */
  joining: 7,
} as const;
const NODE_FIELDS = 8;
const nodes = take(NODES * NODE_FIELDS);

/** Offsets within a viewer. */
export const Viewer = { epoch: 0, version: 1, bits: 2, shows: 3 } as const;

/** A frame changes `mask` of what was true at the first position; a snapshot says it all. */
export interface Message {
  readonly kind: 'frame' | 'snapshot';
  readonly fromEpoch: number;
  readonly fromVersion: number;
  readonly epoch: number;
  readonly version: number;
  readonly mask: number;
  readonly bits: number;
}
const MESSAGE_FIELDS = 7;
const FRAME = 1;
const SNAPSHOT = 2;
/** First in, first out. */
export const channel = take(CHANNEL_DEPTH * MESSAGE_FIELDS);
/** A message of the connection that was left. */
export const lateMessage = take(MESSAGE_FIELDS);
const LENGTH = take(0);

export function emptyState(): State {
  return new Uint8Array(LENGTH);
}

export function nodeAt(node: number): number {
  return nodes + node * NODE_FIELDS;
}

export function historyAt(epoch: number, version: number): number {
  return at.history + epoch * VERSIONS + version;
}

export function saveReplica(state: State): void {
  state.copyWithin(at.replica, store, store + STORE_FIELDS);
}
export function loadReplica(state: State): void {
  state.copyWithin(store, at.replica, at.replica + STORE_FIELDS);
  state.fill(0, at.replica, at.replica + STORE_FIELDS);
}

/** False when the channel is full. */
export function send(state: State, message: Message): boolean {
  for (let i = 0; i < CHANNEL_DEPTH; i += 1) {
    const slot = channel + i * MESSAGE_FIELDS;
    if (get(state, slot) !== 0) continue;
    state.set(
      [
        message.kind === 'frame' ? FRAME : SNAPSHOT,
        ...[message.fromEpoch, message.fromVersion, message.epoch, message.version],
        ...[message.mask, message.bits],
      ],
      slot,
    );
    return true;
  }
  return false;
}

/** Takes the oldest message out of the channel. */
export function takeMessage(state: State): Message {
  const message = readMessage(state, channel);
  const end = channel + CHANNEL_DEPTH * MESSAGE_FIELDS;
  state.copyWithin(channel, channel + MESSAGE_FIELDS, end);
  state.fill(0, end - MESSAGE_FIELDS, end);
  return message;
}

export function takeLateMessage(state: State): Message {
  const message = readMessage(state, lateMessage);
  state.fill(0, lateMessage, lateMessage + MESSAGE_FIELDS);
  return message;
}

/** The connection is gone, with what was under way; the oldest message may still turn up. */
export function dropConnection(state: State, keepsOne: boolean): void {
  if (keepsOne) state.copyWithin(lateMessage, channel, channel + MESSAGE_FIELDS);
  state.fill(0, channel, channel + CHANNEL_DEPTH * MESSAGE_FIELDS);
}

function readMessage(state: State, slot: number): Message {
  return {
    kind: get(state, slot) === FRAME ? 'frame' : 'snapshot',
    fromEpoch: get(state, slot + 1),
    fromVersion: get(state, slot + 2),
    epoch: get(state, slot + 3),
    version: get(state, slot + 4),
    mask: get(state, slot + 5),
    bits: get(state, slot + 6),
  };
}
