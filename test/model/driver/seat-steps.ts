/** Steps of the store, of holds, blocks, events and rebuilds, taken by the real services. */
import { get } from '../explore.ts';
import { pools, rows, RUNS, runOf, store } from '../seats/layout.ts';
import type { EventKind } from '../seats/step.ts';
import type { Handlers } from './handlers.ts';
import { seatsOf } from './handlers.ts';
import { withOneRecord } from './ports.ts';
import type { Stage } from './stage.ts';
import { UNIT_MS } from './stage.ts';

interface Held {
  readonly hold: { readonly token: string; readonly expiresAt: number };
}

export const seatSteps = {
  wipe: (stage) => stage.fixture.wipe(stage.performanceId),
  replicate: async (stage) => {
    stage.restore = await stage.fixture.save(stage.performanceId);
  },
  failover: async (stage) => {
    await stage.restore();
    stage.fixture.mark.incarnation += 1;
    stage.restore = () => stage.fixture.wipe(stage.performanceId);
  },

  hold: async (stage, { buyer, seats }) => {
    // No two holds expire in the same millisecond.
    const { clock } = stage.fixture;
    const expiry = clock.now + stage.holdLifeMs;
    const live = [...stage.holds].filter(([other]) => get(stage.before, store.hold + other) !== 0);
    if (live.some(([, { expiresAt }]) => expiresAt === expiry)) clock.now += 1;
    const request = {
      performanceId: stage.performanceId,
      holder: stage.holderOf(buyer),
      requestId: stage.nextRequestId(),
      seats: seatsOf(seats),
    };
    const thread = await stage.start(({ seats: service }) => service.hold(request));
    await thread.pass('hold');
    const { hold } = thread.result() as Held;
    stage.holds.set(buyer, { token: hold.token, expiresAt: hold.expiresAt });
  },
  holdExpires: async (stage, { buyer }) => {
    const { clock } = stage.fixture;
    clock.now = Math.max(clock.now, stage.holds.get(buyer)?.expiresAt ?? 0);
  },
  timePasses: async (stage) => {
    stage.fixture.clock.now += UNIT_MS;
  },
  renew: async (stage, { buyer }) => {
    const hold = stage.holds.get(buyer);
    const request = {
      performanceId: stage.performanceId,
      holder: stage.holderOf(buyer),
      token: hold?.token ?? '',
    };
    const thread = await stage.start(({ seats }) => seats.renew(request));
    await thread.pass('renew');
    const { expiresAt } = thread.result() as Held['hold'];
    if (hold) hold.expiresAt = expiresAt;
  },
  sweep: async (stage) => {
    const thread = await stage.start(({ seats }) => seats.upkeep.sweep(stage.performanceId));
    await thread.pass('expire');
    thread.result();
  },

  checkPin: async (stage, { order }) => {
    const owner = stage.ownerOf(order);
    const thread = await stage.start(
      ({ seats }) => seats.upkeep.checkPins(stage.performanceId),
      (store) => withOneRecord(store, owner),
    );
    await thread.pass('transaction');
    stage.keep(thread, 'pin check', order, get(stage.after, rows.epoch));
  },
  freePin: async (stage, { order, epoch }) => {
    const thread = stage.take('pin check', order, epoch);
    await thread.passLast('free');
  },

  block: async (stage, { copy }) => {
    stage.keep(await startBlock(stage), 'block', copy);
  },
  blockAgain: async (stage, { copy }) => {
    stage.keep(await startBlock(stage), 'block', copy);
  },
  commitBlock: (stage, { copy }) => endBlock(stage, copy),
  commitBlockRefused: (stage, { copy }) => endBlock(stage, copy),
  unblock: async (stage) => {
    const { performanceId, blockId } = stage;
    const thread = await stage.start(({ seats }) =>
      seats.unblock({ performanceId, blockId, actor: 'organiser' }),
    );
    await thread.passLast('transaction');
  },

  pickEvent: async (stage, { order, kind }) => {
    const owner = stage.ownerOf(order);
    const thread = await stage.start(({ seats }) => seats.deliver(owner));
    stage.keep(thread, 'event', order, kind, PICKED);
  },
  deliverEvent: async (stage, { order, kind }) => {
    const thread = stage.take('event', order, kind, PICKED);
    await thread.pass(kind);
    const delivered = stage.countAt('event', order, kind, DELIVERED);
    if (deliveredInModel(stage, order, kind) > delivered) {
      stage.keep(thread, 'event', order, kind, DELIVERED);
    } else thread.abandon();
  },
  markEvent: async (stage, { order, kind }) => {
    const thread = stage.take('event', order, kind, DELIVERED);
    await thread.passLast('transaction');
  },

  noticeLoss: async (stage) => {
    const thread = await stage.start(({ seats }) => seats.rebuild(stage.performanceId, 0));
    stage.keep(thread, 'rebuild', 'noticed', get(stage.before, rows.epoch));
  },
  takeEpoch: async (stage, { epoch }) => {
    const thread = stage.take('rebuild', 'noticed', epoch);
    const taken = get(stage.after, rows.epoch);
    if (taken === get(stage.before, rows.epoch)) {
      await thread.passLast('transaction');
      return;
    }
    await thread.pass('transaction');
    stage.keep(thread, 'rebuild', 'taken', taken);
  },
  readImage: async (stage, { epoch }) => {
    const thread = stage.take('rebuild', 'taken', epoch);
    await thread.pass('transaction');
    stage.keep(thread, 'rebuild', 'read', epoch);
  },
  installImage: async (stage, { epoch }) => {
    const thread = stage.take('rebuild', 'read', epoch);
    await thread.passLast('install');
  },
} satisfies Partial<Handlers>;

const PICKED = 1;
const DELIVERED = 2;

/** How many of the model's workers have delivered this event and not marked it yet. */
function deliveredInModel({ after }: Stage, order: number, kind: EventKind): number {
  const runs = Array.from({ length: RUNS }, (_, index) => runOf(pools.outbox, index));
  const wanted = [DELIVERED, order, kind === 'sell' ? 0 : 1];
  return runs.filter((run) => wanted.every((value, i) => get(after, run + i) === value)).length;
}

async function startBlock(stage: Stage) {
  const { performanceId, blockId, bounds } = stage;
  const request = {
    ...{ performanceId, blockId, seats: seatsOf(bounds.block) },
    ...({ kind: 'house', actor: 'organiser' } as const),
  };
  const thread = await stage.start(({ seats }) => seats.block(request));
  await thread.pass('block');
  return thread;
}

async function endBlock(stage: Stage, copy: number): Promise<void> {
  const thread = stage.take('block', copy);
  await thread.passLast('transaction');
}
