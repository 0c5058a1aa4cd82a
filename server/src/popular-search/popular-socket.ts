import type { PopularTerm, PopularTerms } from '@ticket-flow/client/protocol';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import { handle } from '../platform/sockets/handle.ts';
import type { PopularSearches } from './popular-searches.ts';
import { popularSocketSchemas } from './schemas.ts';

/** The part of a Socket.IO server that is needed here. */
export interface PopularSockets {
  on(event: 'connection', listener: (socket: PopularSocket) => void): unknown;
  of(namespace: '/'): {
    readonly adapter: { readonly rooms: ReadonlyMap<string, { size: number }> };
  };
  readonly local: {
    to(room: string): { emit(event: 'popular:changed', terms: PopularTerms): unknown };
  };
}
interface PopularSocket {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  join(room: string): Promise<void> | void;
  leave(room: string): Promise<void> | void;
}

export interface LiveRanking {
  startJobs(): void;
  stop(): Promise<void>;
}

export interface LiveRankingDependencies {
  readonly io: PopularSockets;
  readonly popular: PopularSearches;
  readonly windowMs: number;
  readonly logger: Logger;
}

const ROOM = 'popular';
const SHOWN = 10;
const TELL_MS = 1_000;

/** POPULAR-11: those who watch on this node hear of the ranking when it has changed. */
export function attachPopular(dependencies: LiveRankingDependencies): LiveRanking {
  const { io, popular, windowMs, logger } = dependencies;
  let told = '';
  let job: Job | undefined;

  async function tell(): Promise<void> {
    if ((io.of('/').adapter.rooms.get(ROOM)?.size ?? 0) === 0) return;
    const items = await popular.ranking(SHOWN);
    const looks = looksOf(items);
    if (looks === told) return;
    told = looks;
    io.local.to(ROOM).emit('popular:changed', { items, windowMs });
  }

  io.on('connection', (socket) => {
    const { 'popular:watch': watch, 'popular:unwatch': unwatch } = popularSocketSchemas;
    handle(socket, 'popular:watch', watch, logger, async (_request, answer) => {
      // First, so that nothing is missed between the answer and the next change.
      await socket.join(ROOM);
      answer({ items: await popular.ranking(SHOWN), windowMs });
    });
    handle(socket, 'popular:unwatch', unwatch, logger, async (_request, answer) => {
      await socket.leave(ROOM);
      answer({});
    });
  });
  return {
    startJobs: () => {
      job = startJob('tell the popular searches', TELL_MS, tell, logger);
    },
    stop: async () => {
      await job?.stop();
    },
  };
}

/** More people who search for the same in the same order are no news. */
function looksOf(items: readonly PopularTerm[]): string {
  return items.map(({ term, change, by }) => `${term}\n${change}${String(by)}`).join('\n');
}
