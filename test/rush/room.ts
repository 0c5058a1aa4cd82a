import { createHash, randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import type { RoomTerms } from './settings.ts';

export interface NewRoom extends RoomTerms {
  readonly databaseUrl: string;
  readonly performanceId: number;
  readonly opensInMs: number;
}

export async function openRoom(room: NewRoom): Promise<void> {
  const c = await createConnection(room.databaseUrl);
  const seed = randomBytes(32);
  const now = Date.now();
  await c.query(
    'INSERT INTO waiting_rooms (performance_id,state,lobby_opens_at,opens_at,rate_per_minute,max_active,come_within_ms,session_ms,grace_ms,seed_hash,seed,next_seq,last_no,created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,0,0,?)',
    [room.performanceId, 'lobby', now, now + room.opensInMs, room.ratePerMinute, room.maxActive, room.comeWithinMs, room.sessionMs, room.graceMs, createHash('sha256').update(seed).digest('hex'), seed.toString('hex'), now],
  );
  await c.query('UPDATE performances SET waiting_room=1, sale_config=sale_config+1 WHERE id=?', [room.performanceId]);
  await c.end();
}
