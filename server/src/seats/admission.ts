/** An entry of the list of those whom the waiting room has let in. */
export interface AdmissionEntry {
  readonly account: string;
  /** Another admission of the same account has another one. */
  readonly number: number;
}

/** What holding asks of the waiting room; handed in by compose. */
export interface Admission {
  /**
   * The admission that a token proves for this holder here; undefined when it proves nothing.
   * Whether that admission is still alive is judged by the store, in the hold.
   */
  entryOf(performanceId: number, holder: string, token: string): AdmissionEntry | undefined;
  /** The store has lost whom the room let in: puts it there again. */
  restore(performanceId: number): Promise<void>;
  /** True when the database knows this admission as alive and the store did not; now it does. */
  confirm(performanceId: number, entry: AdmissionEntry): Promise<boolean>;
}

/** Whom the waiting room has let in, as the in-process store reads it. */
export interface AdmissionList {
  /** `LOST`: nothing is known of this performance's room. */
  until(performanceId: number, entry: AdmissionEntry): number | undefined | 'LOST';
}
