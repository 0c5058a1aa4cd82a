import type { PlaceEnd, RoomPlace, WaitingRoomFacts } from '@ticket-flow/client';
import type { SessionState } from '../../shared/session.ts';

/** What the waiting room shows: one thing at a time. */
export type RoomScene =
  | 'loading'
  | 'lifted'
  | 'before'
  | 'signIn'
  | 'verify'
  | 'join'
  | 'lobby'
  | 'line'
  | 'paused'
  | 'turn'
  | 'inside'
  | 'full'
  | 'soldOut'
  | 'closed'
  | 'finished'
  | 'missed'
  | 'timedOut'
  | 'absent'
  | 'left';

export interface RoomFactsNow {
  readonly session: SessionState;
  /** Undefined: nothing is known yet. */
  readonly room: WaitingRoomFacts | undefined;
  /** Undefined: not told, or nobody is signed in. */
  readonly place: RoomPlace | undefined;
}

const ENDS: Readonly<Record<PlaceEnd, RoomScene>> = {
  left: 'left',
  absent: 'absent',
  missed: 'missed',
  timed_out: 'timedOut',
  finished: 'finished',
  sold_out: 'soldOut',
  closed: 'closed',
};

export function sceneOf({ session, room, place }: RoomFactsNow): RoomScene {
  if (session.status === 'restoring' || !room) return 'loading';
  if (room.phase === 'lifted') return 'lifted';
  if (session.status === 'visitor') return withoutPlace(room, 'signIn');
  if (!place) return 'loading';
  switch (place.state) {
    case 'lobby':
      return 'lobby';
    case 'waiting':
      return room.phase === 'paused' ? 'paused' : 'line';
    case 'admitted':
      return place.entered ? 'inside' : 'turn';
    case 'ended':
      return ENDS[place.reason];
    case 'none':
      return withoutPlace(room, session.user.emailVerified ? 'join' : 'verify');
  }
}

/** `open`: what there is to do while people may join. */
function withoutPlace(room: WaitingRoomFacts, open: RoomScene): RoomScene {
  switch (room.phase) {
    case 'before':
      return 'before';
    case 'lobby':
    case 'open':
    case 'paused':
      return open;
    case 'draining':
      return 'full';
    case 'lifted':
      return 'lifted';
    case 'closed':
      return room.closedBecause === 'sold_out' ? 'soldOut' : 'closed';
  }
}

/** Whether somebody without a place can have one. */
export function mayJoin({ phase }: WaitingRoomFacts): boolean {
  return phase === 'lobby' || phase === 'open' || phase === 'paused';
}
