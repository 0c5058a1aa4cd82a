import { connectDatabase, migrate } from '@ticket-flow/db';
import { createConnection } from 'mysql2/promise';

import { startMariaDb, type MariaDbService } from '../support/services.ts';
import { lastingPort } from './ports.ts';

const NAME = 'ticket_flow';

/** The MariaDB of a cluster: same data and same port, however often it is killed. */
export interface ClusterDatabase {
  /** With the database's name. */
  readonly url: string;
  /** SIGKILL, and gone; what was committed is there at the next start. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Starts it on the data in `dir`, if there is any, and migrates it. */
export async function startClusterDatabase(
  dir: string,
): Promise<ClusterDatabase & { stop(): Promise<void> }> {
  const port = await lastingPort();
  const run = (): Promise<MariaDbService> => startMariaDb({ port, dir, durable: true });
  let service = await run();
  const stop = (): Promise<void> => service.stop();
  const url = new URL(NAME, service.url).href;
  try {
    await prepare(service.url, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    kill: async () => {
      service.kill('SIGKILL');
      await service.exited;
    },
    start: async () => {
      service = await run();
    },
    stop,
  };
}

async function prepare(serverUrl: string, url: string): Promise<void> {
  const connection = await createConnection(serverUrl);
  await connection.query(`CREATE DATABASE IF NOT EXISTS ${NAME} CHARACTER SET utf8mb4`);
  await connection.end();
  const database = connectDatabase({ url });
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
}
