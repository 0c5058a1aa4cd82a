import type { RowDataPacket } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import { admission } from './books.ts';
import type { AdmissionRecord } from './books.ts';

/** From when until when an account might hold seats, by the table of admissions. */
export interface AdmissionWindow {
  readonly account: string;
  readonly no: number;
  readonly from: number;
  readonly until: number;
}

/** The database during the rush: admissions change and go, and are remembered here. */
export interface Watch {
  readonly sold: number;
  windows(last: readonly AdmissionRecord[]): readonly AdmissionWindow[];
  stop(): Promise<void>;
}

const POLL_MS = 400;
const ACTIVE = `SELECT account_id, no, state, reason, admitted_at, hold_until FROM admissions
                WHERE performance_id = ? AND state = 'admitted'`;
const SOLD = `SELECT COUNT(DISTINCT seat) AS sold FROM tickets
              WHERE performance_id = ? AND state IN ('issued', 'used')`;

export async function watchSale(databaseUrl: string, performanceId: number): Promise<Watch> {
  const connection = await createConnection({ uri: databaseUrl });
  const windows = new Map<string, AdmissionWindow>();
  let sold = 0;
  let stopped = false;
  const see = (row: AdmissionRecord): void => {
    const { account, no, admittedAt: from, holdUntil } = row;
    const key = `${account} ${String(no)}`;
    const until = Math.max(holdUntil, windows.get(key)?.until ?? 0);
    windows.set(key, { account, no, from, until });
  };
  const look = async (): Promise<void> => {
    const [active] = await connection.query<RowDataPacket[]>(ACTIVE, [performanceId]);
    for (const row of active) see(admission(row));
    const [[count]] = await connection.query<RowDataPacket[]>(SOLD, [performanceId]);
    sold = Number(count?.['sold']);
  };
  await look();
  const polling = (async () => {
    while (!stopped) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      await look();
    }
  })();
  return {
    get sold() {
      return sold;
    },
    windows: (last) => {
      for (const row of last) see(row);
      return [...windows.values()];
    },
    stop: async () => {
      stopped = true;
      await polling;
      await connection.end();
    },
  };
}
