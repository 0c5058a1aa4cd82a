/** Gives a held seat back. */
export type LetGo = () => Promise<unknown>;

/** One way to give a seat to one buyer only. */
export interface Strategy {
  /** Answers how to give it back; undefined when somebody else has it, or waiting was in vain. */
  hold(seat: number, buyer: string): Promise<LetGo | undefined>;
  close(): Promise<void>;
}

export interface StrategyPlace {
  readonly redisUrl: string;
  /** With a database that has the table of `sql-seats.ts`. */
  readonly mariadbUrl: string;
  readonly seats: number;
}

/** Long enough never to end by itself while it is measured. */
export const HOLD_MS = 300_000;
