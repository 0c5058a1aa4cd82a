import type { Database } from '@ticket-flow/db';
import { SeatState } from '@ticket-flow/client/protocol';
import type { IncomingMessage } from 'node:http';
import type { Catalog, Sales } from './catalog/index.ts';
import type { Identity } from './identity/index.ts';
import { accountOfHolder, holderOfUser } from './identity/index.ts';
import type { Limits } from './limits/index.ts';
import { holderOf } from './live-map/index.ts';
import type { LiveServer } from './live-map/index.ts';
import type { Api } from './platform/http/api.ts';
import type { Logger } from './platform/logging.ts';
import type { Mutex } from './platform/mutex.ts';
import type { SeatRedis } from './platform/redis.ts';
import type { Admission, AdmissionList, Seats } from './seats/index.ts';
import {
  attachRoom,
  createAudience,
  createLineRepository,
  createManagement,
  createMemoryRoomStore,
  createRedisRoomStore,
  createRoomRepository,
  createWaitingRoom,
  waitingRoomAdminRoutes,
  waitingRoomRoutes,
} from './waiting-room/index.ts';
import type { Management, RoomStore, SaleAhead } from './waiting-room/index.ts';

/** Where rooms are kept for quick answers; the in-process seats read its list of admissions. */
export function roomStore(redis: SeatRedis | undefined): {
  readonly rooms: RoomStore;
  readonly admissions?: AdmissionList;
} {
  if (!redis) {
    const rooms = createMemoryRoomStore();
    return { rooms, admissions: rooms.admissions };
  }
  const incarnation = (): number => redis.incarnation();
  return { rooms: createRedisRoomStore({ redis: redis.redis, incarnation }) };
}

export interface WaitingRoomParts {
  readonly admission: Admission;
  readonly management: Management;
  /** The routes; also hangs the room's events on every connection. */
  attach(io: LiveServer, ownerToken: string | undefined): readonly Api[];
  /** How orders go on: whoever has paid makes room. */
  orderMoved(holder: string, performanceId: number, state: string): void;
  startJobs(): void;
  stop(): Promise<void>;
}

export interface WaitingRoomOptions {
  readonly database: Database;
  readonly rooms: RoomStore;
  /** Late: they ask the room, and the room asks them. */
  readonly seats: () => Seats;
  readonly sales: Sales;
  readonly catalog: Catalog;
  readonly identity: Identity;
  readonly orders: {
    unpaidAmong(performanceId: number, holders: readonly string[]): Promise<string[]>;
  };
  readonly limits: Limits;
  readonly tokenSecret: string;
  readonly mutex: Mutex;
  readonly logger: Logger;
}

/** Waiting rooms, and what they ask of sales, seats, orders, accounts and limits. */
export function composeWaitingRoom(options: WaitingRoomOptions): WaitingRoomParts {
  const { database, rooms, identity, limits, mutex, tokenSecret, catalog, logger } = options;
  const repository = createRoomRepository(database);
  const lines = createLineRepository(database);
  const waitingRoom = createWaitingRoom({
    ...{ repository, lines, store: rooms, sale: saleAhead(options), mutex, tokenSecret, logger },
    accounts: {
      isVerified: async (account) => (await identity.me(account)).emailVerified,
      accountOf: accountOfHolder,
    },
  });
  const audience = createAudience({ waitingRoom, logger });
  waitingRoom.onMoved((performanceId, accounts) => {
    audience.moved(performanceId, accounts);
  });
  const changed = (performanceId: number): Promise<void> => waitingRoom.changed(performanceId);
  const management = createManagement({
    ...{ repository, lines, catalog, changed },
    accounts: { byEmail: (email) => identity.accountOf(email) },
  });

  return {
    admission: waitingRoom.admission,
    management,
    attach: (io, ownerToken) => {
      io.on('connection', (socket) => {
        attachRoom(socket, {
          ...{ waitingRoom, audience, logger },
          accountNow: () => accountOfHolder(holderOf(socket)),
          checkHuman: (response) => checkHuman(limits, socket.request, response),
        });
      });
      return [
        waitingRoomRoutes(waitingRoom),
        ...(ownerToken === undefined ? [] : [waitingRoomAdminRoutes(management, ownerToken)]),
      ];
    },
    orderMoved: (holder, performanceId, state) => {
      const account = state === 'paid' ? accountOfHolder(holder) : undefined;
      if (account === undefined) return;
      waitingRoom.finished(performanceId, account).catch((error: unknown) => {
        logger.warn({ err: error, performanceId }, 'an admission will end by its time');
      });
    },
    startJobs: () => {
      waitingRoom.startJobs();
      audience.start();
    },
    stop: async () => {
      await Promise.all([waitingRoom.stop(), audience.stop()]);
    },
  };
}

function checkHuman(limits: Limits, request: IncomingMessage, response: string | undefined) {
  const address = limits.addressOf(request);
  return limits.humans.require({ action: 'waiting-room', address, response });
}

function saleAhead({ seats, sales, orders }: WaitingRoomOptions): SaleAhead {
  return {
    seatsLeft: async (performanceId) => {
      const { gradeOf } = await sales.of(performanceId);
      const { bits } = await seats().map(performanceId);
      const left = { free: 0, held: 0 };
      gradeOf.forEach((grade, seat) => {
        if (!grade) return;
        const state = bits.get(seat);
        if (state === SeatState.Free) left.free += 1;
        if (state === SeatState.Held) left.held += 1;
      });
      return left;
    },
    isOver: async (performanceId) => {
      const { performance } = await sales.of(performanceId);
      return performance.cancelled_at !== null || performance.sale_closes_at <= Date.now();
    },
    termsChanged: (performanceId) => seats().termsChanged(performanceId),
    busyAmong: async (performanceId, accounts) => {
      const holders = accounts.map(holderOfUser);
      const unpaid = await orders.unpaidAmong(performanceId, holders);
      const busy = new Set(unpaid.flatMap((holder) => accountOfHolder(holder) ?? []));
      for (const account of accounts) {
        if (busy.has(account)) continue;
        const { holds } = await seats().mine(performanceId, holderOfUser(account));
        if (holds.length > 0) busy.add(account);
      }
      return busy;
    },
  };
}
