import { SeatState } from '@ticket-flow/client/protocol';
import type { Kind } from '../../../server/src/audit/index.ts';
import { PRICE, keyOf } from './rows.ts';
import { IDS, setProvider } from './world.ts';
import type { World } from './world.ts';

/** A disagreement in an otherwise healthy world. */
export interface Plant {
  readonly kind: Kind;
  /** Others that can't but come along. */
  readonly also?: readonly Kind[];
  readonly plant: (world: World) => Promise<unknown>;
}

type Set = (world: World) => Promise<unknown>;

const setOrder =
  (id: string, set: object): Set =>
  (world) =>
    world.change((models, transaction) =>
      models.orders.update(set, { where: { id }, transaction }),
    );

const setPayment =
  (orderId: string, set: object): Set =>
  (world) =>
    world.change((models, transaction) =>
      models.payments.update(set, { where: { order_id: orderId }, transaction }),
    );

const setRefund =
  (orderId: string, set: object): Set =>
  (world) =>
    world.change((models, transaction) =>
      models.refunds.update(set, { where: { order_id: orderId }, transaction }),
    );

const setTicket =
  (orderId: string, seat: number, set: object): Set =>
  (world) =>
    world.change((models, transaction) =>
      models.tickets.update(set, { where: { order_id: orderId, seat }, transaction }),
    );

/** A claim that the store knows of, too. */
async function claimEverywhere(
  { claim, crooked, performanceId }: World,
  owner: string,
  { seat, all, state }: { seat: number; all: number[]; state: SeatState },
): Promise<void> {
  await claim(owner, [seat]);
  await crooked.setBit(performanceId, seat, state);
  await crooked.setRecord(performanceId, owner, all);
}

const seatEvent =
  (set: object): Set =>
  ({ change, performanceId }) =>
    change((models, transaction) =>
      models.seatEvents.create(
        {
          ...{ performance_id: performanceId, owner: IDS.paid, kind: 'sell', seats: '[4,5]' },
          ...{ min_epoch: 1, state: 'open', attempts: 3, next_at: 0, created_at: 1, ...set },
        },
        { transaction },
      ),
    );

const OF_ORDERS: readonly Plant[] = [
  { kind: 'order_amount', plant: setOrder(IDS.pending, { amount: 2 * PRICE + 1 }) },
  {
    kind: 'line_arithmetic',
    plant: ({ change }) =>
      change((models, transaction) =>
        models.orderLines.update({ fee: 81 }, { where: { order_id: IDS.pending }, transaction }),
      ),
  },
  {
    kind: 'claim_missing',
    plant: async ({ change, crooked, performanceId }) => {
      const owner = IDS.pending;
      await change((models, transaction) =>
        models.seatClaims.destroy({ where: { owner, seat: 1 }, transaction }),
      );
      await crooked.store.free({ performanceId, ownerId: owner, minEpoch: 1, seats: [1] });
    },
  },
  { kind: 'claim_of_ended_order', plant: ({ claim }) => claim(IDS.expired, [11]) },
  { kind: 'claim_of_ended_block', plant: ({ claim }) => claim('Breleased', [16]) },
  { kind: 'claim_of_unknown_owner', plant: ({ claim }) => claim('o_nobody', [17]) },
  { kind: 'claim_of_unknown_owner', plant: ({ claim }) => claim('Bnobody', [17]) },
  {
    kind: 'claim_without_line',
    plant: (world) =>
      claimEverywhere(world, IDS.paid, { seat: 20, all: [4, 5, 20], state: SeatState.Sold }),
  },
  {
    kind: 'claim_of_refunded_seat',
    plant: (world) =>
      claimEverywhere(world, IDS.partly, { seat: 6, all: [6, 7], state: SeatState.Sold }),
  },
  { kind: 'block_without_claims', plant: ({ block }) => block('empty', 'active') },
];

const OF_MONEY: readonly Plant[] = [
  {
    kind: 'payment_missing',
    plant: ({ change }) =>
      change((models, transaction) =>
        models.payments.destroy({ where: { order_id: IDS.paid }, transaction }),
      ),
  },
  {
    kind: 'payment_of_unpaid_order',
    plant: async (world) => {
      await world.payment(IDS.pending, 2);
      await setProvider(world, IDS.pending, { state: 'captured', amount: 2 * PRICE });
    },
  },
  {
    kind: 'captured_amount',
    plant: async (world) => {
      await setPayment(IDS.paid, { captured: 2 * PRICE - 1 })(world);
      await setProvider(world, IDS.paid, { amount: 2 * PRICE - 1 });
    },
  },
  {
    kind: 'returned_amount',
    plant: async (world) => {
      await setPayment(IDS.paid, { returned: 5 })(world);
      await setProvider(world, IDS.paid, { returned: 5 });
    },
  },
  { kind: 'refund_amount', plant: setRefund(IDS.refunded, { fee: 99 }) },
  {
    kind: 'refund_of_unknown_ticket',
    plant: ({ refund }) => refund('r_x', IDS.paid, [], { tickets: '[999999]', amount: 0, fee: 0 }),
  },
  {
    kind: 'refund_of_unknown_ticket',
    plant: ({ refund }) => refund('r_x', IDS.paid, [], { tickets: 'none', amount: 0, fee: 0 }),
  },
  {
    kind: 'ticket_refunded_twice',
    plant: ({ refund }) => refund('r_x', IDS.partly, [6], { amount: 0, fee: PRICE }),
  },
  { kind: 'refunding_without_refund', plant: setOrder(IDS.paid, { state: 'refunding' }) },
  { kind: 'refund_without_refunding', plant: setOrder(IDS.refunding, { state: 'paid' }) },
  {
    kind: 'stuck_refund',
    plant: async (world) => {
      await setRefund(IDS.refunding, { state: 'stuck', code: 'NO_ACCOUNT' })(world);
      await setProvider(world, IDS.refunding, { returned: 0 });
    },
  },
  { kind: 'attempt_done_twice', plant: ({ attempt }) => attempt(IDS.paid, 2, 'done', 'sbx_none') },
  { kind: 'attempt_left_open', plant: ({ attempt }) => attempt(IDS.pending, 2, 'open', 'sbx_o') },
  {
    kind: 'attempt_left_waiting',
    plant: ({ attempt }) => attempt(IDS.paid, 2, 'waiting', 'sbx_w'),
  },
];

const OF_TICKETS: readonly Plant[] = [
  {
    kind: 'ticket_missing',
    plant: ({ change }) =>
      change((models, transaction) =>
        models.tickets.destroy({ where: { order_id: IDS.paid, seat: 5 }, transaction }),
      ),
  },
  { kind: 'ticket_without_line', plant: ({ tickets }) => tickets(IDS.paid, [21]) },
  { kind: 'ticket_not_paid_for', plant: ({ tickets }) => tickets(IDS.pending, [0]) },
  {
    kind: 'double_ticket',
    also: ['claim_missing'],
    plant: async (world) => {
      await world.order('o_rival', 'paid', [4]);
      await world.provider('o_rival', {});
      await world.payment('o_rival', 1);
      await world.tickets('o_rival', [4]);
    },
  },
  { kind: 'cancelled_without_refund', plant: setTicket(IDS.paid, 5, { state: 'cancelled' }) },
  { kind: 'refunded_ticket_live', plant: setTicket(IDS.refunding, 8, { state: 'issued' }) },
  { kind: 'refunded_ticket_live', plant: setTicket(IDS.partly, 6, { state: 'used' }) },
  { kind: 'paid_without_ticket_left', plant: setOrder(IDS.refunded, { state: 'paid' }) },
];

const OF_PROVIDERS: readonly Plant[] = [
  {
    kind: 'payment_unknown_to_provider',
    plant: ({ change }) =>
      change((models, transaction) =>
        models.sandboxPayments.destroy({ where: { id: keyOf(IDS.paid) }, transaction }),
      ),
  },
  {
    kind: 'provider_captured',
    plant: (world) => setProvider(world, IDS.paid, { amount: 2 * PRICE + 1 }),
  },
  { kind: 'provider_captured', plant: (world) => setProvider(world, IDS.paying, { amount: 7 }) },
  { kind: 'provider_returned', plant: (world) => setProvider(world, IDS.paid, { returned: 7 }) },
  {
    kind: 'provider_returned',
    plant: (world) => setProvider(world, IDS.refunding, { returned: PRICE + 1 }),
  },
  { kind: 'late_money', plant: (world) => setProvider(world, IDS.expired, { state: 'captured' }) },
  { kind: 'late_money', plant: (world) => setProvider(world, IDS.pending, { state: 'captured' }) },
  { kind: 'late_money', plant: (world) => setProvider(world, IDS.late, { returned: PRICE - 1 }) },
  {
    kind: 'late_money',
    also: ['attempt_left_waiting'],
    plant: async ({ attempt, provider }) => {
      await attempt(IDS.cancelled, 1, 'waiting');
      await provider(IDS.cancelled, {});
    },
  },
  { kind: 'unknown_money', plant: ({ provider }) => provider('o_nobody', {}) },
  { kind: 'unknown_money', plant: ({ provider }) => provider(IDS.cancelled, {}) },
  { kind: 'charged_twice', plant: ({ provider }) => provider(IDS.paid, { id: 'sbx_again' }) },
  {
    kind: 'charged_twice',
    plant: async ({ attempt, provider }) => {
      await attempt(IDS.paid, 2, 'declined', 'sbx_again');
      await provider(IDS.paid, { id: 'sbx_again' });
    },
  },
];

const setBit =
  (seat: number, state: SeatState): Set =>
  ({ crooked, performanceId }) =>
    crooked.setBit(performanceId, seat, state);

const setRecord =
  (owner: string, seats: number[]): Set =>
  ({ crooked, performanceId }) =>
    crooked.setRecord(performanceId, owner, seats);

const OF_STORE: readonly Plant[] = [
  { kind: 'seat_looks_free', plant: setBit(4, SeatState.Free) },
  { kind: 'seat_looks_free', plant: setBit(0, SeatState.Free) },
  { kind: 'seat_state', plant: setBit(4, SeatState.Held) },
  { kind: 'seat_state', plant: setBit(3, SeatState.Sold) },
  { kind: 'seat_state', plant: setBit(13, SeatState.Sold) },
  { kind: 'seat_without_claim', plant: setBit(30, SeatState.Sold) },
  { kind: 'seat_without_claim', plant: setBit(30, SeatState.NotForSale) },
  { kind: 'record_without_claim', plant: setRecord(IDS.paid, [4, 5, 31]) },
  { kind: 'record_without_claim', plant: setRecord(IDS.expired, [11]) },
  { kind: 'claim_without_record', plant: setRecord(IDS.paid, []) },
  { kind: 'claim_without_record', plant: setRecord('Bactive', [13]) },
  {
    kind: 'store_ahead',
    plant: ({ change, performanceId: id }) =>
      change((models, transaction) =>
        models.seatEpochs.update({ epoch: 1 }, { where: { performance_id: id }, transaction }),
      ),
  },
];

const OF_QUEUES: readonly Plant[] = [
  { kind: 'dead_seat_event', plant: seatEvent({ state: 'dead' }) },
  { kind: 'seat_event_stalled', plant: seatEvent({ attempts: 21 }) },
  {
    kind: 'dead_message',
    plant: ({ change }) =>
      change((models, transaction) =>
        models.outboxMessages.create(
          {
            ...{ topic: 'order-mail', owner: IDS.paid, payload: '{}', state: 'dead' },
            ...{ attempts: 9, next_at: 0, error: 'refused', created_at: 1 },
          },
          { transaction },
        ),
      ),
  },
];

/** One of each kind at least, except what only a provider's own mistake can make. */
export const PLANTS: readonly Plant[] = [
  ...[...OF_ORDERS, ...OF_MONEY, ...OF_TICKETS],
  ...[...OF_PROVIDERS, ...OF_STORE, ...OF_QUEUES],
];
