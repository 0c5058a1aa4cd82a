import { randomUUID } from 'node:crypto';
import type { PlaceEnd } from '@ticket-flow/client';
import type { NewRoomRequest } from '../../server/src/waiting-room/requests.ts';
import type { TestApp } from './app.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface FurnishedRoom {
  readonly room?: Partial<NewRoomRequest>;
  /** Strangers who are in line already. */
  readonly ahead?: number;
  /** One account's place behind them. */
  readonly of?: {
    readonly account: string;
    readonly state: 'waiting' | 'admitted' | 'ended';
    readonly reason?: PlaceEnd;
    readonly entered?: boolean;
    /** @default an hour from now */
    readonly until?: number;
  };
  /** What the organiser does then, one after the other. */
  readonly then?: readonly ('open' | 'pause' | 'drain' | 'close')[];
}

/**
 * A waiting room with people in it, written as rows: many are there at once. They came after the
 * draw, so they stand in this order; one is inside and nobody more may be, so the line stands still.
 */
export async function furnishRoom(
  app: TestApp,
  performanceId: number,
  { room, ahead = 0, of, then = ['open'] }: FurnishedRoom,
): Promise<void> {
  const { waitingRooms } = app.app.services;
  await waitingRooms.create({
    ...{ performanceId, opensAt: Date.now() + HOUR_MS, maxActive: 1, graceMs: DAY_MS },
    ...room,
  });
  await writePeople(app, performanceId, { ahead, ...(of && { of }) });
  for (const change of then) await waitingRooms.change(performanceId, { change });
}

async function writePeople(
  app: TestApp,
  performance_id: number,
  { ahead = 0, of }: Pick<FurnishedRoom, 'ahead' | 'of'>,
): Promise<void> {
  const { database } = app.test;
  const now = Date.now();
  const arrival = (account_id: string, seq: number) => ({
    ...{ performance_id, account_id, seq, place: seq },
    ...{ state: 'waiting' as const, reason: null, joined_at: now },
  });
  const admission = (account_id: string, no: number) => ({
    ...{ performance_id, account_id, no, state: 'admitted' as const, reason: null },
    ...{ hold_until: now + DAY_MS, entered: true, admitted_at: now },
  });
  const strangers = Array.from({ length: ahead }, (_, k) => arrival(randomUUID(), k + 1));
  const mine = of && { ...arrival(of.account, ahead + 1), state: of.state };
  const reason = of?.reason ?? null;
  const letIn = of?.state === 'admitted' && {
    ...admission(of.account, 2),
    ...{ hold_until: of.until ?? now + HOUR_MS, entered: of.entered ?? false },
  };
  await database.transaction(async (transaction) => {
    const { arrivals, admissions } = database.models;
    const rows = mine ? [...strangers, { ...mine, reason }] : strangers;
    await arrivals.bulkCreate(rows, { transaction });
    const inside = [admission(randomUUID(), 1), ...(letIn ? [letIn] : [])];
    await admissions.bulkCreate(inside, { transaction });
  });
}
