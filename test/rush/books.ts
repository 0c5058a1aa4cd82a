import type { RowDataPacket } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import type { RecordedLine } from './figures/line-order.ts';

export interface ArrivalRecord {
  readonly account: string;
  readonly seq: number;
  readonly place: number;
  readonly state: string;
  readonly reason: string | null;
}

export interface AdmissionRecord {
  readonly account: string;
  readonly no: number;
  readonly state: string;
  readonly reason: string | null;
  readonly admittedAt: number;
  readonly holdUntil: number;
}

/** What the database says of a waiting room, all of one instant. */
export interface LineBooks extends RecordedLine {
  readonly state: string;
  readonly arrivals: readonly ArrivalRecord[];
  readonly admissions: readonly AdmissionRecord[];
}

const ROOM = 'SELECT state, seed, seed_hash, cut FROM waiting_rooms WHERE performance_id = ?';
const ARRIVALS = `SELECT account_id, seq, place, state, reason FROM arrivals
                  WHERE performance_id = ?`;
const ADMISSIONS = `SELECT account_id, no, state, reason, admitted_at, hold_until FROM admissions
                    WHERE performance_id = ?`;

export async function readLine(databaseUrl: string, performanceId: number): Promise<LineBooks> {
  const connection = await createConnection({ uri: databaseUrl, connectTimeout: 2_000 });
  const rows = async (sql: string): Promise<RowDataPacket[]> =>
    (await connection.query<RowDataPacket[]>(sql, [performanceId]))[0];
  try {
    await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    const [room] = await rows(ROOM);
    if (!room) throw new Error(`performance ${String(performanceId)} has no waiting room`);
    const { state, seed, seed_hash: seedHash, cut } = room as unknown as RoomRow;
    return {
      ...{ state, seed, seedHash, cut: cut ?? 0 },
      arrivals: (await rows(ARRIVALS)).map(arrival),
      admissions: (await rows(ADMISSIONS)).map(admission),
    };
  } finally {
    await connection.end();
  }
}

interface RoomRow {
  readonly state: string;
  readonly seed: string;
  readonly seed_hash: string;
  readonly cut: number | null;
}

function arrival(row: RowDataPacket): ArrivalRecord {
  const {
    account_id: account,
    seq,
    place,
    state,
    reason,
  } = row as ArrivalRecord & {
    account_id: string;
  };
  return { account, seq: Number(seq), place: Number(place), state, reason };
}

export function admission(row: RowDataPacket): AdmissionRecord {
  const {
    account_id: account,
    no,
    state,
    reason,
    admitted_at,
    hold_until,
  } = row as AdmissionRecord & { account_id: string; admitted_at: number; hold_until: number };
  return {
    ...{ account, no: Number(no), state, reason },
    ...{ admittedAt: Number(admitted_at), holdUntil: Number(hold_until) },
  };
}
