import type { Attack } from '../attack.ts';
import { afterSessionEnd } from './after-session-end.ts';
import { editedOrders } from './edited-orders.ts';
import { forgedAddresses } from './forged-addresses.ts';
import { holdAndDrop } from './hold-and-drop.ts';
import { holdsAMinute } from './holds-a-minute.ts';
import { mailFlood } from './mail-flood.ts';
import { manyConnections } from './many-connections.ts';
import { othersHolds } from './others-holds.ts';
import { parallelOrders } from './parallel-orders.ts';
import { passwordGuessing } from './password-guessing.ts';
import { roomExpiredToken } from './room-expired-token.ts';
import { roomForgedToken } from './room-forged-token.ts';
import { roomManyPlaces } from './room-many-places.ts';
import { roomOthersToken } from './room-others-token.ts';
import { roomReplayedToken } from './room-replayed-token.ts';
import { roomWithoutToken } from './room-without-token.ts';
import { roomWrongPerformance } from './room-wrong-performance.ts';
import { signUpFlood } from './sign-up-flood.ts';
import { tamperedToken } from './tampered-token.ts';
import { watchChurn } from './watch-churn.ts';

/** In the order they are carried out. */
export const ATTACKS: readonly Attack[] = [
  holdsAMinute,
  holdAndDrop,
  parallelOrders,
  editedOrders,
  tamperedToken,
  afterSessionEnd,
  othersHolds,
  manyConnections,
  watchChurn,
  signUpFlood,
  forgedAddresses,
  passwordGuessing,
  mailFlood,
];

/** The same, for stages that have waiting rooms. */
export const ROOM_ATTACKS: readonly Attack[] = [
  roomWithoutToken,
  roomOthersToken,
  roomForgedToken,
  roomWrongPerformance,
  roomReplayedToken,
  roomExpiredToken,
  roomManyPlaces,
];
