import { spawn } from 'node:child_process';
import type { RoomTerms } from './settings.ts';

export interface NewRoom extends RoomTerms {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly performanceId: number;
  readonly opensInMs: number;
}

const ENTRY = ['--conditions=source', '--import', 'tsx', 'server/src/waiting-room/cli.ts'];

/** Puts a waiting room before the performance, by the organiser's command; answers its opening. */
export async function openRoom(room: NewRoom): Promise<number> {
  const seconds = (ms: number): string => String(Math.round(ms / 1_000));
  const options = {
    '--opens-in': seconds(room.opensInMs),
    '--rate': String(room.ratePerMinute),
    '--active': String(room.maxActive),
    '--come-within': seconds(room.comeWithinMs),
    '--session': seconds(room.sessionMs),
    '--grace': seconds(room.graceMs),
  };
  const command = [
    'create',
    String(room.performanceId),
    '--json',
    ...Object.entries(options).flat(),
  ];
  const child = spawn(process.execPath, [...ENTRY, ...command], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ...{ DATABASE_URL: room.databaseUrl, REDIS_URL: room.redisUrl },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error('the waiting room was not created');
  const [made] = (JSON.parse(said) as { rooms: { opensAt: number }[] }).rooms;
  if (!made) throw new Error(`the command named no room: ${said}`);
  return made.opensAt;
}
