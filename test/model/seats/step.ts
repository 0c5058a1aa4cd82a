import type { State } from '../explore.ts';
import { seatNames } from './layout.ts';

/** One atomic effect of the real system: a script, a transaction, a call of the provider, a fault. */
export type SeatStep =
  | { readonly do: 'wipe' | 'replicate' | 'failover' }
  | { readonly do: 'hold'; readonly buyer: number; readonly seats: number }
  | { readonly do: 'holdExpires' | 'timePasses' | 'renew' | 'sweep'; readonly buyer: number }
  | { readonly do: 'pin' | 'pinAgain'; readonly order: number; readonly copy: number }
  | { readonly do: 'commit' | 'commitUnheard'; readonly order: number; readonly copy: number }
  | {
      readonly do: 'commitRefused';
      readonly order: number;
      readonly copy: number;
      readonly why: string;
    }
  | { readonly do: 'freeUnheard'; readonly order: number; readonly copy: number }
  | { readonly do: 'sweepPin' | 'expireOrder'; readonly order: number }
  | {
      readonly do: 'authorise' | 'sessionEnds' | 'beginConfirm' | 'confirmOwnKey' | 'resumeConfirm';
      readonly order: number;
      readonly key: number;
    }
  | { readonly do: 'capture' | 'decline'; readonly order: number; readonly key: number }
  | {
      readonly do: 'answerAgain';
      readonly order: number;
      readonly key: number;
      readonly answer: Answer;
    }
  | { readonly do: 'openAccount'; readonly order: number; readonly key: number }
  | {
      readonly do: 'depositArrives' | 'accountLapses';
      readonly order: number;
      readonly key: number;
    }
  | {
      readonly do: 'settleAnswer';
      readonly order: number;
      readonly key: number;
      readonly answer: Answer;
    }
  | { readonly do: 'seeDeposit' | 'settleDeposit' | 'beginClose'; readonly order: number }
  | { readonly do: 'closeAccount' | 'endClose'; readonly order: number; readonly captured: boolean }
  | { readonly do: 'query' | 'endQuery'; readonly order: number; readonly captured: boolean }
  | { readonly do: 'beginRefund'; readonly order: number; readonly seats: number }
  | { readonly do: 'takeRefund' | 'giveBack' | 'endRefund'; readonly order: number }
  | {
      readonly do: 'pickEvent' | 'deliverEvent' | 'markEvent';
      readonly order: number;
      readonly kind: EventKind;
    }
  | { readonly do: 'checkPin'; readonly order: number }
  | { readonly do: 'freePin'; readonly order: number; readonly epoch: number }
  | { readonly do: 'block' | 'blockAgain' | 'commitBlock'; readonly copy: number }
  | { readonly do: 'commitBlockRefused'; readonly copy: number; readonly why: string }
  | { readonly do: 'unblock' | 'freeUnblocked' }
  | { readonly do: 'noticeLoss' }
  | { readonly do: 'takeEpoch' | 'readImage' | 'installImage'; readonly epoch: number };

/** What the provider says to a confirm. */
export type Answer = 'done' | 'failed' | 'waiting';
export type EventKind = 'sell' | 'free';

/** Offers a step: `act` changes a copy of the state and answers the property it broke, if any. */
export type Offer = (step: SeatStep, act: (next: State) => string | undefined | void) => void;

/** Words for a trace. */
export function describeStep(step: SeatStep): string {
  const { do: name, ...details } = step;
  const said = Object.entries(details).map(([key, value]) =>
    key === 'seats' ? seatNames(Number(value)) : `${key} ${String(value)}`,
  );
  return [`${WORDS[name]}${said.length > 0 ? ':' : ''}`, said.join(', ')].join(' ').trim();
}

const WORDS: Record<SeatStep['do'], string> = {
  wipe: 'the store loses its keys',
  replicate: 'the replica gets this state, and nothing after it',
  failover: 'the store fails over to the replica (last writes lost)',
  hold: 'hold',
  holdExpires: 'a hold passes its expiry',
  timePasses: 'time passes for a hold',
  renew: 'renew',
  sweep: 'the sweep frees a hold',
  pin: 'pin',
  pinAgain: 'the pin is there already',
  commit: 'the transaction commits order and claims',
  commitUnheard: 'the transaction commits, the answer is lost',
  commitRefused: 'the transaction is refused',
  freeUnheard: 'the lost answer is taken for a failure, the seats are freed',
  sweepPin: 'the sweep frees a pin at its deadline',
  expireOrder: 'pending → closed, claims dropped',
  authorise: 'the buyer authorises',
  sessionEnds: 'the session at the provider ends',
  beginConfirm: 'pending → paying',
  confirmOwnKey: 'paying already, a second request goes on with its own key',
  resumeConfirm: 'paying already, a second request or a job takes up the recorded key',
  capture: 'the provider captures',
  decline: 'the provider declines',
  answerAgain: 'the provider answers again',
  openAccount: 'the provider opens an account for a deposit',
  depositArrives: 'the deposit arrives',
  accountLapses: 'the account lapses',
  settleAnswer: 'the transaction after the answer',
  seeDeposit: 'a look says the deposit has come',
  settleDeposit: 'awaiting deposit → paid',
  beginClose: 'the wait for a deposit is to be given up',
  closeAccount: 'the provider is told to close the account',
  endClose: 'the transaction after the account is closed, or was paid into',
  query: 'a reconciler asks',
  endQuery: 'the reconciler completes or voids',
  beginRefund: 'tickets cancelled, a refund recorded',
  takeRefund: 'a worker takes up the refund',
  giveBack: 'the provider refunds',
  endRefund: 'the refund transaction, claims dropped',
  pickEvent: 'a worker picks an event',
  deliverEvent: 'the event is delivered',
  markEvent: 'the event is marked done',
  checkPin: 'the pin check finds no order',
  freePin: 'the pin check frees the record',
  block: 'a block takes the seats off sale',
  blockAgain: 'the block is there already',
  commitBlock: 'the transaction commits block and claims',
  commitBlockRefused: 'the transaction of the block is refused',
  unblock: 'unblocked, claims dropped',
  freeUnblocked: 'the node that unblocked frees the seats',
  noticeLoss: 'a node notices that the store is gone or old',
  takeEpoch: 'a rebuild takes the next epoch',
  readImage: 'a rebuild reads the claims',
  installImage: 'a rebuild installs',
};
