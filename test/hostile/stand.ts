import { connectDatabase } from '@ticket-flow/db';
import { composeCatalog } from '../../server/src/compose-catalog.ts';
import { createLogger } from '../../server/src/platform/logging.ts';
import {
  createLineRepository,
  createManagement,
  createRoomRepository,
} from '../../server/src/waiting-room/index.ts';
import { startCluster } from '../cluster/cluster.ts';
import { openRooms } from './rooms.ts';
import { openSale } from '../support/catalogue.ts';
import type { StageOptions } from './stage.ts';

const NODES = 2;

export interface Stand extends Pick<StageOptions, 'url' | 'nodes' | 'performanceId' | 'room'> {
  stop(): Promise<void>;
}

/** A cluster of two nodes with the limits as they are delivered, and sales to attack. */
export async function openStand(): Promise<Stand> {
  const cluster = await startCluster({ nodes: NODES });
  const database = connectDatabase({ url: cluster.database.url });
  const stop = async (): Promise<void> => {
    await database.close();
    await cluster.stop();
  };
  try {
    const logger = createLogger('warn');
    const { catalog } = composeCatalog({ database, redis: undefined, logger });
    const waitingRooms = createManagement({
      ...{ catalog, repository: createRoomRepository(database) },
      lines: createLineRepository(database),
      accounts: { byEmail: async () => undefined },
      changed: async () => undefined,
    });
    const performanceId = await openSale(database, { rows: 20 });
    const { tokenSecret } = cluster;
    const room = await openRooms({ database, tokenSecret, waitingRooms });
    return { url: cluster.url, nodes: NODES, performanceId, room, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
