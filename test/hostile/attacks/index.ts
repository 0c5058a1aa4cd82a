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
