import type { TicketFlowClient } from '@ticket-flow/client';
import { furnishRoom } from '../../support/furnished-room.ts';
import type { FurnishedRoom } from '../../support/furnished-room.ts';
import type { TestSite } from '../../support/site.ts';
import { newVisitor } from '../../support/waiting-room.ts';
import type { RoomVisit } from '../../support/waiting-room.ts';

const MINUTE_MS = 60_000;

export type RoomName =
  | 'before'
  | 'join'
  | 'lobby'
  | 'late'
  | 'line'
  | 'paused'
  | 'draining'
  | 'full'
  | 'turn'
  | 'inside'
  | 'missed'
  | 'timedOut'
  | 'absent'
  | 'left'
  | 'finished'
  | 'soldOut'
  | 'closed';

/** What each room is like for the account that looks at it. */
function furniture(account: string): Readonly<Record<RoomName, FurnishedRoom>> {
  const now = Date.now();
  const opensAt = now + 12 * MINUTE_MS + 34_000;
  const waiting = { account, state: 'waiting' } as const;
  const ended = (reason: NonNullable<NonNullable<FurnishedRoom['of']>['reason']>) => ({
    ahead: 40,
    of: { account, state: 'ended' as const, reason },
  });
  return {
    before: {
      room: { lobbyOpensAt: now + 47 * MINUTE_MS, opensAt: now + 77 * MINUTE_MS },
      then: [],
    },
    join: { room: { opensAt }, then: [] },
    lobby: { room: { opensAt }, then: [] },
    late: { ahead: 2_107 },
    line: { ahead: 1_233, of: waiting, room: { ratePerMinute: 100 } },
    paused: { ahead: 311, of: waiting, then: ['open', 'pause'] },
    draining: { ahead: 11, of: waiting, then: ['open', 'drain'] },
    full: { ahead: 25, then: ['open', 'drain'] },
    turn: { ahead: 900, of: { account, state: 'admitted' } },
    inside: {
      ...{ ahead: 900 },
      of: { account, state: 'admitted', entered: true, until: now + 9.4 * MINUTE_MS },
    },
    missed: ended('missed'),
    timedOut: ended('timed_out'),
    absent: ended('absent'),
    left: ended('left'),
    finished: ended('finished'),
    soldOut: ended('sold_out'),
    closed: { then: ['open', 'close'] },
  };
}

/** A waiting room in every state, each of a performance that `open` makes. */
export async function setWaitingRooms(
  { test }: TestSite,
  fan: { readonly client: TicketFlowClient; readonly id: string },
  open: () => Promise<number>,
): Promise<{ rooms: Readonly<Record<RoomName, number>>; close: () => void }> {
  const rooms: [string, number][] = [];
  for (const [name, furnished] of Object.entries(furniture(fan.id))) {
    const performanceId = await open();
    await furnishRoom(test, performanceId, furnished);
    rooms.push([name, performanceId]);
  }
  const named = Object.fromEntries(rooms) as Record<RoomName, number>;
  await fan.client.waitingRoom(named.lobby).join();
  const others: RoomVisit[] = [];
  for (let k = 0; k < 6; k += 1) {
    const visit = await (await newVisitor(test)).connect();
    await visit.join(named.lobby);
    others.push(visit);
  }
  return {
    rooms: named,
    close: () => {
      for (const visit of others) visit.close();
    },
  };
}
