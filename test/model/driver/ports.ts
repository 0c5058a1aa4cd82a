/** The ports of the product, with a thread's gate before each call that changes something. */
import type { Database } from '@ticket-flow/db';
import type { PaymentGateway } from '../../../server/src/payments/index.ts';
import type { SeatStore } from '../../../server/src/seats/index.ts';
import type { Thread } from './thread.ts';

export function gatedStore(store: SeatStore, thread: Thread): SeatStore {
  return {
    hold: (command) => thread.call('hold', () => store.hold(command)),
    renew: (command) => thread.call('renew', () => store.renew(command)),
    release: (command) => thread.call('release', () => store.release(command)),
    expire: (id) => thread.call('expire', () => store.expire(id)),
    pin: (command) => thread.call('pin', () => store.pin(command)),
    block: (command) => thread.call('block', () => store.block(command)),
    sell: (command) => thread.call('sell', () => store.sell(command)),
    free: (command) => thread.call('free', () => store.free(command)),
    install: (image) => thread.call('install', () => store.install(image)),
    mine: (id, holder) => store.mine(id, holder),
    configure: (id, config) => store.configure(id, config),
    snapshot: (id) => store.snapshot(id),
    position: (id) => store.position(id),
    records: (id, cursor) => store.records(id, cursor),
  };
}

export function gatedDatabase(database: Database, thread: Thread): Database {
  return {
    ...database,
    transaction: (work) => thread.call('transaction', () => database.transaction(work)),
    step: (step) => thread.call('step', () => database.step(step)),
  };
}

export function gatedGateway(gateway: PaymentGateway, thread: Thread): PaymentGateway {
  return {
    ...gateway,
    confirm: (request) => thread.call('confirm', () => gateway.confirm(request)),
    look: (payment) => thread.call('look', () => gateway.look(payment)),
    close: (payment, key) => thread.call('close', () => gateway.close(payment, key)),
    refund: (request) => thread.call('refund', () => gateway.refund(request)),
  };
}

/** The store as a pin check sees it whose batch is one record, long after it was pinned. */
export function withOneRecord(store: SeatStore, ownerId: string): SeatStore {
  return {
    ...store,
    records: async (id, cursor) => {
      const reply = await store.records(id, cursor);
      if (reply.code !== 'OK') return reply;
      const wanted = reply.records.filter((record) => record.ownerId === ownerId);
      return { ...reply, records: wanted.map((record) => ({ ...record, pinnedAt: 0 })) };
    },
  };
}
