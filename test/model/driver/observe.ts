/** Reads the real store and the real database, and tells of them in the model's words. */
import type { OrderRow, RefundRow, SeatEventRow, TicketRow } from '@ticket-flow/db';
import { SeatBits } from '@ticket-flow/client/protocol';
import { parseMember } from '../../../server/src/seats/hold-member.ts';
import type { StoreDump } from '../../support/seat-stores.ts';
import { BLOCK, BUYERS, COPIES, ORDERS, OWNERS, SEATS } from '../seats/layout.ts';
import { each, eventText, type Seen, type SeenStore } from './seen.ts';
import type { Stage } from './stage.ts';
import { UNIT_MS } from './stage.ts';

export async function observe(stage: Stage): Promise<Seen> {
  const dump = await stage.fixture.dump(stage.performanceId);
  const found = await readRows(stage);
  const owners = each(OWNERS, (owner) => stage.ownerOf(owner));
  const orderIds = owners.slice(0, ORDERS);
  const ticketsOf = (id: string): TicketRow[] => found.tickets.filter((row) => row.order_id === id);
  const refundsOf = (id: string): RefundRow[] => found.refunds.filter((row) => row.order_id === id);
  return {
    store: dump ? storeSeen(stage, dump) : 'gone',
    epoch: found.epoch,
    claims: each(SEATS, (seat) => {
      const claim = found.claims.find((row) => row.seat === seat);
      return claim ? owners.indexOf(claim.owner) + 1 : 0;
    }),
    states: each(OWNERS, (owner) =>
      owner === BLOCK
        ? blockState(found.block?.state)
        : orderState(found.orders.find((row) => row.id === owners[owner])?.state),
    ),
    events: owners.map((owner) => ({
      sell: eventSeen(found.events.find((row) => row.owner === owner && row.kind === 'sell')),
      free: eventSeen(found.events.find((row) => row.owner === owner && row.kind === 'free')),
    })),
    keys: each(ORDERS, (order) =>
      Math.max(
        0,
        each(COPIES, (key) => stage.paymentKeyOf(order, key)).indexOf(
          found.orders.find((row) => row.id === orderIds[order])?.payment_key ?? '',
        ),
      ),
    ),
    tickets: orderIds.map((id) =>
      maskOf(
        ticketsOf(id)
          .filter((ticket) => ticket.state === 'issued')
          .map(seatOf),
      ),
    ),
    refunding: orderIds.map((id) => {
      const open = refundsOf(id).find((refund) => refund.state !== 'done');
      const ids = open ? (JSON.parse(open.tickets) as number[]) : [];
      return maskOf(
        ticketsOf(id)
          .filter((ticket) => ids.includes(ticket.id))
          .map(seatOf),
      );
    }),
    refunded: orderIds.map((id) => refundsOf(id).some((refund) => refund.state === 'done')),
    captures: orderIds.map((id) => stage.provider.capturesOf(id)),
    returned: orderIds.map((id) => stage.provider.returnedOf(id) > 0),
  };
}

async function readRows(stage: Stage) {
  const { performanceId: performance_id, blockId } = stage;
  const { models } = stage.database;
  const owner = each(OWNERS, (index) => stage.ownerOf(index));
  const order_id = owner.slice(0, ORDERS);
  const raw = true;
  const [epoch, claims, orders, block, events, tickets, refunds] = await Promise.all([
    models.seatEpochs.findByPk(performance_id, { raw }),
    models.seatClaims.findAll({ where: { performance_id }, raw }),
    models.orders.findAll({ where: { id: order_id }, raw }),
    models.blocks.findByPk(blockId, { raw }),
    models.seatEvents.findAll({ where: { owner }, raw }),
    models.tickets.findAll({ where: { order_id }, raw }),
    models.refunds.findAll({ where: { order_id }, raw }),
  ]);
  return { epoch: epoch?.epoch ?? 0, claims, orders, block, events, tickets, refunds };
}

function storeSeen(stage: Stage, dump: StoreDump): SeenStore {
  const { mark, clock } = stage.fixture;
  const bits = new SeatBits(SEATS, Buffer.from(dump.bits, 'hex'));
  const isUsable = dump.incarnation === mark.incarnation;
  const records = new Map(dump.records);
  const counts = new Map(dump.holders.map(([holder, text]) => [holder, parseInt(text, 10)]));
  const holds = dump.holds.map(([member, expiry]) => ({ ...parseMember(member), expiry }));
  const holdsOf = (buyer: number) => holds.filter(({ holder }) => holder === stage.holderOf(buyer));
  return {
    epoch: dump.epoch,
    serversAgo: mark.incarnation - dump.incarnation,
    bits: each(SEATS, (seat) => bits.get(seat)),
    holds: each(BUYERS, (buyer) => maskOf(holdsOf(buyer).flatMap(({ seats }) => seats ?? []))),
    expired: each(
      BUYERS,
      (buyer) => isUsable && holdsOf(buyer).some(({ expiry }) => expiry <= clock.now),
    ),
    left: each(BUYERS, (buyer) => {
      if (!isUsable || stage.bounds.hold.left === 0) return 0;
      const [expiry = 0] = holdsOf(buyer).map((hold) => hold.expiry);
      return Math.max(0, Math.ceil((expiry - clock.now) / UNIT_MS));
    }),
    counts: each(BUYERS, (buyer) => counts.get(stage.holderOf(buyer)) ?? 0),
    records: each(OWNERS, (owner) => {
      const [, seats = ''] = records.get(stage.ownerOf(owner))?.split('|') ?? [];
      return maskOf(seats.split(',').filter(Boolean).map(Number));
    }),
  };
}

const ORDER_STATES: Partial<Record<OrderRow['state'], string>> = {
  awaiting_deposit: 'awaitingDeposit',
  expired: 'closed',
  cancelled: 'closed',
};
function orderState(state: OrderRow['state'] | undefined): string {
  return state === undefined ? 'none' : (ORDER_STATES[state] ?? state);
}

const BLOCK_STATES = { active: 'blocked', released: 'closed', void: 'void' };
function blockState(state: keyof typeof BLOCK_STATES | undefined): string {
  return state === undefined ? 'none' : BLOCK_STATES[state];
}

function eventSeen(event: SeatEventRow | undefined): string {
  if (!event) return 'none';
  return eventText(
    event.state === 'open',
    event.min_epoch,
    maskOf(JSON.parse(event.seats) as number[]),
  );
}

function seatOf({ seat }: TicketRow): number {
  return seat;
}
function maskOf(seats: readonly number[]): number {
  return seats.reduce((mask, seat) => mask | (1 << seat), 0);
}
