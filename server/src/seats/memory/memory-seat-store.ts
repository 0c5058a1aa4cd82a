import { randomBytes } from 'node:crypto';
import type { AdmissionList } from '../admission.ts';
import { EXPIRY_BATCH } from '../seat-store.ts';
import type { HoldCommand, Lost, SeatImage, SeatStore } from '../seat-store.ts';
import { checkSeats } from '../wanted-seats.ts';
import { clearExpired } from './expiry.ts';
import { hold } from './hold.ts';
import { positionOf, stateFromImage } from './performance-state.ts';
import type { PerformanceState } from './performance-state.ts';
import { block, free, mine, pin, release, renew, sell } from './settle.ts';

export interface MemorySeatStoreOptions {
  /** Milliseconds; the one clock that expiry, caps and sale windows are judged by. */
  readonly now?: () => number;
  /** Identity of this store's memory; a new process is a new incarnation (EPOCH-3). */
  readonly incarnation?: () => number;
  /** @default 100 */
  readonly expiryBatch?: number;
  /** Whom the waiting room has let in; on Redis the hold's script reads the same from a key. */
  readonly admissions?: AdmissionList;
}

export interface MemorySeatStore extends SeatStore {
  /** The live state, for tests that compare two stores. */
  inspect(performanceId: number): PerformanceState | undefined;
  /** Forgets a performance, as a wiped Redis would. */
  forget(performanceId: number): void;
}

/** The in-process store: the whole product runs on it when no Redis is configured. */
export function createMemorySeatStore(options: MemorySeatStoreOptions = {}): MemorySeatStore {
  const now = options.now ?? Date.now;
  const own = randomBytes(4).readUInt32BE();
  const incarnation = options.incarnation ?? ((): number => own);
  const batch = options.expiryBatch ?? EXPIRY_BATCH;
  const performances = new Map<number, PerformanceState>();

  /** Runs a transition on a usable image; everything here happens in one synchronous turn. */
  function on<R>(id: number, transition: (state: PerformanceState) => R): Promise<R | Lost> {
    const state = performances.get(id);
    if (state?.incarnation !== incarnation()) return Promise.resolve({ code: 'LOST' });
    return Promise.resolve(transition(state));
  }

  return {
    hold: (command: HoldCommand) => {
      const refusal = checkSeats(command.wanted, command.seatCount);
      if (refusal) return Promise.resolve(refusal);
      return on(command.performanceId, (state) =>
        hold(state, command, now(), batch, options.admissions),
      );
    },
    renew: (command) => on(command.performanceId, (state) => renew(state, command, now())),
    release: (command) => on(command.performanceId, (state) => release(state, command)),
    expire: (id) =>
      on(id, (state) => {
        const cleared = clearExpired(state, now(), batch);
        return { code: 'OK', ...cleared, position: positionOf(state) };
      }),
    mine: (id, holder) => on(id, (state) => mine(state, holder, now())),
    pin: (command) => on(command.performanceId, (state) => pin(state, command, now())),
    block: (command) => {
      const refusal = checkSeats(command.seats, command.seatCount);
      if (refusal) return Promise.resolve(refusal);
      return on(command.performanceId, (state) => block(state, command, now()));
    },
    sell: (command) => on(command.performanceId, (state) => sell(state, command)),
    free: (command) => on(command.performanceId, (state) => free(state, command)),
    configure: (id, config) =>
      on(id, (state) => {
        state.config = Math.max(state.config, config);
        return { code: 'OK' };
      }),
    install: (image: SeatImage) => {
      const current = performances.get(image.performanceId);
      if (current?.incarnation === incarnation() && current.epoch >= image.epoch) {
        return Promise.resolve({ code: 'OLDER' });
      }
      performances.set(image.performanceId, stateFromImage(image, incarnation()));
      return Promise.resolve({ code: 'OK' });
    },
    snapshot: (id) =>
      on(id, (state) => ({
        code: 'OK',
        config: state.config,
        bytes: state.bits.bytes.slice(),
        position: positionOf(state),
      })),
    position: (id) => on(id, (state) => ({ code: 'OK', position: positionOf(state) })),
    records: (id) =>
      on(id, (state) => ({ code: 'OK', cursor: '0', records: [...state.records.values()] })),
    inspect: (id) => performances.get(id),
    forget: (id) => void performances.delete(id),
  };
}
