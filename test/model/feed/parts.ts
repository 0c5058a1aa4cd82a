/** What the store, a node and the viewer do when something reaches them. */
import { get, type State } from '../explore.ts';
import { at, historyAt, type Message, Node, nodeAt, send, Viewer } from './layout.ts';
import type { FeedRules } from './rules.ts';

/** The store sits on another server than it was installed on. */
export function isLost(rules: FeedRules, state: State): boolean {
  return rules.rollbackIsLoss && get(state, at.installedOn) !== get(state, at.incarnation);
}

/** A new epoch over the same bits: what they become does not matter to the feed. */
export function rebuild(state: State): void {
  const epoch = get(state, at.epoch) + 1;
  state[at.epoch] = epoch;
  state[at.version] = 0;
  state[at.installedOn] = get(state, at.incarnation);
  state[historyAt(epoch, 0)] = get(state, at.bits) + 1;
}

/** A seat changes hands in the store. */
export function change(state: State, seat: number): void {
  const version = get(state, at.version) + 1;
  const bits = get(state, at.bits) ^ (1 << seat);
  state[at.changes] = get(state, at.changes) + 1;
  state[at.version] = version;
  state[at.bits] = bits;
  state[historyAt(get(state, at.epoch), version)] = bits + 1;
}

export function startRead(state: State, node: number): void {
  const replica = nodeAt(node);
  state[replica + Node.reading] = 1;
  state[replica + Node.readEpoch] = get(state, at.epoch);
  state[replica + Node.readVersion] = get(state, at.version);
  state[replica + Node.readBits] = get(state, at.bits);
}

/** The answer to a read reaches the node. False: no room in the channel, the step is not taken. */
export function endRead(rules: FeedRules, state: State, node: number): boolean {
  const replica = nodeAt(node);
  const epoch = get(state, replica + Node.readEpoch);
  const version = get(state, replica + Node.readVersion);
  const bits = get(state, replica + Node.readBits);
  const fromEpoch = get(state, replica + Node.epoch);
  const fromVersion = get(state, replica + Node.version);
  state.fill(0, replica + Node.reading, replica + Node.joining);
  if (fromEpoch === epoch && fromVersion === version) return true;
  if (rules.forwardOnly && isLower(epoch, version, fromEpoch, fromVersion)) return true;
  const mask = get(state, replica + Node.bits) ^ bits;
  state.set([epoch, version, bits], replica);
  if (get(state, at.viewerNode) !== node || get(state, at.wantsSnapshot)) return true;
  const position = { fromEpoch, fromVersion, epoch, version };
  return send(state, { kind: 'frame', ...position, mask, bits: bits & mask });
}

export function sendSnapshot(state: State, node: number): boolean {
  const replica = nodeAt(node);
  return send(state, {
    kind: 'snapshot',
    ...{ fromEpoch: 0, fromVersion: 0, mask: 3 },
    epoch: get(state, replica + Node.epoch),
    version: get(state, replica + Node.version),
    bits: get(state, replica + Node.bits),
  });
}

/** FEED-6: this node's replica is older than what the viewer shows, and must be read first. */
export function mustReadFirst(rules: FeedRules, state: State, node: number): boolean {
  if (!rules.joinNotOlder || !get(state, at.viewer + Viewer.shows)) return false;
  const replica = nodeAt(node);
  const epoch = get(state, replica + Node.epoch);
  const version = get(state, replica + Node.version);
  return isLower(
    epoch,
    version,
    get(state, at.viewer + Viewer.epoch),
    get(state, at.viewer + Viewer.version),
  );
}

/** The viewer takes a message. Answers the property it broke, if any. */
export function receive(rules: FeedRules, state: State, message: Message): string | undefined {
  const epoch = get(state, at.viewer + Viewer.epoch);
  const version = get(state, at.viewer + Viewer.version);
  const shows = get(state, at.viewer + Viewer.shows) === 1;
  const isOlder = shows && isLower(message.epoch, message.version, epoch, version);
  if (message.kind === 'snapshot') {
    if (!isOlder || !rules.joinNotOlder) return show(state, message, message.bits, isOlder);
    // Not newer than what it shows: ask again.
    state[at.wantsSnapshot] = 1;
    return undefined;
  }
  if (!shows) {
    state[at.wantsSnapshot] = 1;
    return undefined;
  }
  if (continues(rules, message, epoch, version)) {
    const kept = get(state, at.viewer + Viewer.bits) & ~message.mask;
    return show(state, message, kept | message.bits, isOlder);
  }
  const isKnown = isOlder || (message.epoch === epoch && message.version === version);
  if (!isKnown) state[at.wantsSnapshot] = 1;
  return undefined;
}

/** FEED-4: whether a frame may be applied by a viewer at this position. */
function continues(rules: FeedRules, frame: Message, epoch: number, version: number): boolean {
  const { fromEpoch, fromVersion } = frame;
  if (fromEpoch !== epoch) return false;
  if (fromVersion === version) return true;
  if (rules.exactFrom || frame.epoch !== fromEpoch) return false;
  return fromVersion <= version && frame.version > version;
}

function show(
  state: State,
  { epoch, version }: Message,
  bits: number,
  isOlder: boolean,
): string | undefined {
  state.set([epoch, version, bits, 1], at.viewer);
  if (isOlder) return 'F1: back in time';
  const isTrue = get(state, historyAt(epoch, version)) === bits + 1;
  return isTrue ? undefined : 'F2: shows what was not true at its position';
}

function isLower(epoch: number, version: number, thanEpoch: number, thanVersion: number): boolean {
  return epoch < thanEpoch || (epoch === thanEpoch && version < thanVersion);
}
