import type { Connection } from './connection.ts';
import { TicketFlowError } from './errors.ts';
import type { RoomStanding } from './protocol/index.ts';

/** What goes with a request for seats where there is a waiting room. */
export interface ShownAdmission {
  readonly admission?: string;
}

/** The admissions of the person who is signed in, for all maps and waiting rooms of a client. */
export class Admissions {
  readonly #connection: Connection;
  readonly #tokens = new Map<number, string>();

  constructor(connection: Connection) {
    this.#connection = connection;
    const forget = (): void => {
      this.#tokens.clear();
    };
    connection.on('person', forget);
    connection.on('visitor', forget);
  }

  note({ performanceId, place }: Pick<RoomStanding, 'performanceId' | 'place'>): void {
    if (place.state === 'admitted') this.#tokens.set(performanceId, place.token);
    else this.#tokens.delete(performanceId);
  }

  forget(performanceId: number): void {
    this.#tokens.delete(performanceId);
  }

  /**
   * Holds with the admission that is known. Where that is refused there may be another one: this
   * page was loaded again, or the person was let in on another device.
   */
  async holding<T>(performanceId: number, hold: (shown: ShownAdmission) => Promise<T>): Promise<T> {
    const known = this.#tokens.get(performanceId);
    try {
      return await hold(known === undefined ? {} : { admission: known });
    } catch (error) {
      if (!(error instanceof TicketFlowError) || error.code !== 'NOT_ADMITTED') throw error;
      const admission = await this.#lookUp(performanceId);
      if (admission === undefined || admission === known) throw error;
      return await hold({ admission });
    }
  }

  async #lookUp(performanceId: number): Promise<string | undefined> {
    try {
      this.note(await this.#connection.request('room:look', { performanceId }));
    } catch {
      // The refusal stands; why nobody could say more is of no use to who wanted seats.
      return undefined;
    }
    return this.#tokens.get(performanceId);
  }
}
