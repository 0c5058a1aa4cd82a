import type { HoldCommand } from './seat-store.ts';

/** What holding asks of the waiting room; handed in by compose. */
export interface Admission {
  /**
   * The number of the admission that a token proves for this holder here; undefined when it proves
   * nothing. Whether that admission is still alive is judged by the store, in the hold.
   */
  numberOf(performanceId: number, holder: string, token: string): number | undefined;
  /** The store has lost whom the room let in: puts it there again. */
  restore(performanceId: number): Promise<void>;
  /** True when the database knows this admission as alive; the store then knows it again too. */
  confirm(performanceId: number, holder: string, number: number): Promise<boolean>;
}

/** Whom the waiting room has let in, as the in-process store reads it. */
export interface AdmissionList {
  check(
    command: Pick<HoldCommand, 'performanceId' | 'holder' | 'admission'>,
    now: number,
  ): 'OK' | 'NOT_ADMITTED' | 'ROOM_LOST';
}

/** Without waiting rooms nothing proves anything. */
export const noAdmission: Admission = {
  numberOf: () => undefined,
  restore: async () => undefined,
  confirm: async () => false,
};
