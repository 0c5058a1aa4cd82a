import { randomUUID } from 'node:crypto';
import type { Database } from '@ticket-flow/db';
import { createTokens } from '../../server/src/identity/index.ts';
import type { Management } from '../../server/src/waiting-room/index.ts';
import { openSale } from '../support/catalogue.ts';
import type { Person, RoomStage, StageOptions } from './stage.ts';

const LOBBY_MS = 3_600_000;
/** Let in and not come: over after so long. */
const SHORT_MS = 5_000;
const LONG_MS = 600_000;

export interface RoomsWanted {
  readonly database: Database;
  readonly tokenSecret: string;
  readonly waitingRooms: Management;
}

/** Three performances with waiting rooms, and whoever is needed to attack them. */
export async function openRooms(wanted: RoomsWanted): Promise<StageOptions['room']> {
  const { database, tokenSecret, waitingRooms } = wanted;
  const tokens = createTokens({ secret: tokenSecret });

  async function open(comeWithinMs: number, opened: boolean): Promise<number> {
    const performanceId = await openSale(database);
    const opensAt = Date.now() + LOBBY_MS;
    await waitingRooms.create({ performanceId, opensAt, comeWithinMs, ratePerMinute: 6_000 });
    if (opened) await waitingRooms.change(performanceId, { change: 'open' });
    return performanceId;
  }

  async function insertAccount(id: string, email: string): Promise<void> {
    const now = Date.now();
    await database.transaction((transaction) =>
      database.models.users.create(
        {
          ...{ id, email, password_hash: 'none', name: 'Hostile', platform_operator: false },
          ...{ locale: 'en', email_verified_at: now, created_at: now },
        },
        { transaction },
      ),
    );
  }

  const performanceId = await open(LONG_MS, true);
  const elsewhere = await open(SHORT_MS, true);
  const lobby = await open(LONG_MS, false);
  return (newAddress): RoomStage => ({
    ...{ performanceId, elsewhere, lobby },
    confirmed: async (): Promise<Person> => {
      const id = randomUUID();
      const email = `${id}@example.test`;
      await insertAccount(id, email);
      return { email, password: '', token: tokens.issue(id).token, from: newAddress() };
    },
  });
}
