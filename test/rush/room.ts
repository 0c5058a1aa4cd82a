import { spawn } from 'node:child_process';
import type { RoomTerms } from './settings.ts';

export interface NewRoom extends RoomTerms {
  readonly databaseUrl: string;
  readonly performanceId: number;
  readonly opensInMs: number;
}

const ENTRY = ['--conditions=source', '--import', 'tsx', 'server/src/waiting-room/cli.ts'];

/** Puts a waiting room before the performance, with the organiser's own command. */
export async function openRoom(room: NewRoom): Promise<void> {
  const seconds = (ms: number): string => String(Math.round(ms / 1_000));
  const options = {
    '--lobby-opens-in': '0',
    '--opens-in': seconds(room.opensInMs),
    '--rate': String(room.ratePerMinute),
    '--active': String(room.maxActive),
    '--come-within': seconds(room.comeWithinMs),
    '--session': seconds(room.sessionMs),
    '--grace': seconds(room.graceMs),
  };
  const command = ['create', String(room.performanceId), ...Object.entries(options).flat()];
  const child = spawn(process.execPath, [...ENTRY, ...command], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: room.databaseUrl, REDIS_URL: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the waiting room was not created: ${said}`);
}
