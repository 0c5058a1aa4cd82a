import { TicketFlowClient } from '@ticket-flow/client';
import type { SeatChannel } from '@ticket-flow/client';
import type { ViewerMap } from '../audit/seats.ts';

export interface Viewers {
  readonly channels: readonly SeatChannel[];
  /** What each of them shows now. */
  readonly maps: () => ViewerMap[];
  close(): void;
}

export interface ViewersOptions {
  readonly count: number;
  readonly url: string;
  /** Every fourth viewer comes this way, which a fault will cut. */
  readonly detourUrl: string;
  readonly performanceIds: readonly number[];
}

const DETOUR = 4;
const READY_MS = 30_000;

/** People who only look, spread evenly over the performances. Resolves when all see a map. */
export async function openViewers(options: ViewersOptions): Promise<Viewers> {
  const { count, url, detourUrl, performanceIds } = options;
  const clients: TicketFlowClient[] = [];
  const channels = Array.from({ length: count }, (_, k) => {
    const client = new TicketFlowClient({ baseUrl: k % DETOUR === 0 ? detourUrl : url });
    clients.push(client);
    return client.seatChannel(performanceIds[Math.floor(k / DETOUR) % performanceIds.length] ?? 0);
  });
  const close = (): void => {
    for (const client of clients) client.close();
  };
  try {
    await Promise.all(channels.map((channel) => channel.ready(READY_MS)));
  } catch (error) {
    close();
    throw error;
  }
  return { channels, close, maps: () => channels.map(mapOf) };
}

function mapOf({ performanceId, state, position, bits }: SeatChannel): ViewerMap {
  return { performanceId, state, position, bytes: bits?.bytes };
}
