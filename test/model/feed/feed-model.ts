/**
 * The live feed as an explicit-state model: one performance of two seats, two nodes that keep a
 * replica, one viewer that moves between them, lossy nudges (a node reads the store at any moment or
 * never), reads that may be answered late, first-in-first-out connections, and one failover of the
 * store that loses the last writes.
 *
 * Checked: F1 the viewer's position never goes back; F2 a viewer at position p shows what was true
 * at p; F3 when writing stops and the periodic checks have run, the viewer shows what the store holds.
 */
import { type Emit, get, type Model, type State } from '../explore.ts';
import {
  at,
  channel,
  CHANNEL_DEPTH,
  dropConnection,
  emptyState,
  historyAt,
  lateMessage,
  loadReplica,
  Node,
  nodeAt,
  NODES,
  saveReplica,
  SEATS,
  takeLateMessage,
  takeMessage,
  Viewer,
} from './layout.ts';
import {
  change,
  endRead,
  isLost,
  mustReadFirst,
  rebuild,
  receive,
  sendSnapshot,
  startRead,
} from './parts.ts';
import { FEED_PROTOCOL, type FeedRules } from './rules.ts';

export interface FeedBounds {
  /** How often a seat changes. */
  readonly changes: number;
  /** How often the viewer moves to the other node. */
  readonly moves: number;
}

/** `act` answers false when the step cannot be taken, or the property it broke. */
type Offer = (step: string, act: (next: State) => string | boolean | undefined | void) => void;

export function createFeedModel(
  bounds: FeedBounds = { changes: 3, moves: 2 },
  rules: FeedRules = FEED_PROTOCOL,
): Model<string> {
  return {
    initial: initialState,
    successors: (state, emit) => {
      const offer = offerTo(state, emit);
      storeSteps(rules, bounds, state, offer);
      for (let node = 0; node < NODES; node += 1) nodeSteps(rules, state, node, offer);
      viewerSteps(rules, bounds, state, offer);
    },
    check: (state) => checkSettled(rules, state),
    describe: (step) => step,
  };
}

function initialState(): State {
  const state = emptyState();
  state[at.epoch] = 1;
  for (let node = 0; node < NODES; node += 1) state[nodeAt(node) + Node.epoch] = 1;
  state[historyAt(1, 0)] = 1;
  state[at.wantsSnapshot] = 1;
  return state;
}

function offerTo(state: State, emit: Emit<string>): Offer {
  return (step, act) => {
    const next = state.slice();
    const outcome = act(next);
    if (outcome === false) return;
    emit(step, next, typeof outcome === 'string' ? outcome : undefined);
  };
}

function storeSteps(rules: FeedRules, bounds: FeedBounds, state: State, offer: Offer): void {
  const lost = isLost(rules, state);
  if (get(state, at.changes) < bounds.changes && !lost) {
    for (let seat = 0; seat < SEATS; seat += 1) {
      offer(`seat ${seat} changes`, (next) => {
        change(next, seat);
      });
    }
  }
  if (!get(state, at.failedOver)) {
    if (get(state, at.replicated)) {
      offer('the store fails over', (next) => {
        loadReplica(next);
        next[at.incarnation] = get(next, at.incarnation) + 1;
        next[at.failedOver] = 1;
      });
    } else {
      offer('the replica gets this state, and nothing after it', (next) => {
        next[at.replicated] = 1;
        saveReplica(next);
      });
    }
  }
  if (lost) offer('rebuild under a new epoch', rebuild);
}

function nodeSteps(rules: FeedRules, state: State, node: number, offer: Offer): void {
  const replica = nodeAt(node);
  const isJoining = get(state, replica + Node.joining) === 1;
  if (get(state, replica + Node.reading)) {
    offer(`node ${node} gets its answer`, (next) => endRead(rules, next, node));
  } else if (!isLost(rules, state)) {
    offer(`node ${node} reads`, (next) => {
      startRead(next, node);
    });
  }
  const isAsked = get(state, at.viewerNode) === node && get(state, at.wantsSnapshot) === 1;
  // A replica that is older than what the viewer shows is refreshed by the reads above.
  if (isAsked && !isJoining && !mustReadFirst(rules, state, node)) {
    offer(`node ${node} sends a snapshot`, (next) => {
      if (rules.joinIsOneTurn) next[at.wantsSnapshot] = 0;
      else next[replica + Node.joining] = 1;
      return sendSnapshot(next, node);
    });
  }
  if (isJoining) {
    offer(`node ${node} puts the viewer in the room`, (next) => {
      endJoin(next, node);
    });
  }
}

function endJoin(state: State, node: number): void {
  state[nodeAt(node) + Node.joining] = 0;
  state[at.wantsSnapshot] = 0;
}

function viewerSteps(rules: FeedRules, bounds: FeedBounds, state: State, offer: Offer): void {
  if (get(state, channel)) {
    offer('the viewer gets a message', (next) => receive(rules, next, takeMessage(next)));
  }
  if (get(state, lateMessage)) {
    offer('a message of the old connection arrives', (next) =>
      receive(rules, next, takeLateMessage(next)),
    );
  }
  if (get(state, at.moves) >= bounds.moves) return;
  offer('the viewer moves to the other node', (next) => {
    next[at.moves] = get(next, at.moves) + 1;
    dropConnection(next, !rules.dropOldConnection);
    for (let node = 0; node < NODES; node += 1) next[nodeAt(node) + Node.joining] = 0;
    next[at.viewerNode] = 1 - get(next, at.viewerNode);
    next[at.wantsSnapshot] = 1;
  });
}

/** Enough rounds for a gap, a read and a snapshot. */
const ROUNDS = 4;

/** F3: everything in flight lands and the periodic checks run, with no further change. */
function checkSettled(rules: FeedRules, from: State): string | undefined {
  const state = from.slice();
  for (let round = 0; round < ROUNDS; round += 1) settleOnce(rules, state);
  const shown = get(state, at.viewer + Viewer.bits);
  return shown === get(state, at.bits) ? undefined : 'F3: the viewer stays wrong';
}

function settleOnce(rules: FeedRules, state: State): void {
  if (isLost(rules, state)) rebuild(state);
  for (let i = 0; i < CHANNEL_DEPTH && get(state, channel); i += 1) {
    receive(rules, state, takeMessage(state));
  }
  const node = get(state, at.viewerNode);
  const replica = nodeAt(node);
  if (get(state, replica + Node.joining)) endJoin(state, node);
  if (get(state, replica + Node.reading)) endRead(rules, state, node);
  startRead(state, node);
  endRead(rules, state, node);
  const isAsked = get(state, at.wantsSnapshot) === 1;
  if (isAsked && !mustReadFirst(rules, state, node) && sendSnapshot(state, node)) {
    state[at.wantsSnapshot] = 0;
  }
  // The heartbeat: the node's position after its frames.
  const isAt =
    get(state, at.viewer + Viewer.epoch) === get(state, replica + Node.epoch) &&
    get(state, at.viewer + Viewer.version) === get(state, replica + Node.version);
  if (!get(state, channel) && !isAt) state[at.wantsSnapshot] = 1;
}
