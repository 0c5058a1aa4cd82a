import { z } from 'zod';
import type { Logger } from '../platform/logging.ts';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Connections } from './connections.ts';
import type { CoolDownNews, CoolDowns } from './cool-downs.ts';

/** What nodes tell each other about limits. What is lost lets somebody off lightly, no more. */
export interface NodeNews {
  send(news: unknown): void;
  /** Whoever else speaks there must not be able to end this process. */
  listen(hear: (news: unknown) => void): void;
}

const coolDown = z.object({
  performanceId: z.number().int(),
  holder: z.string().max(200),
  waitMs: z.number().min(0).max(86_400_000),
});
const connections = z.object({
  node: z.string().max(64),
  counts: z.array(z.tuple([z.string().max(300), z.number().int().positive()])).max(2_000),
});
const schema = z.union([z.object({ coolDown }), z.object({ connections })]);

const TELL_EVERY_MS = 2_000;

/** Tells cool-downs at once, and every two seconds who has many connections here. */
export function exchangeNews(parts: {
  readonly news: NodeNews;
  readonly coolDowns: Pick<CoolDowns, 'heard'>;
  readonly connections: Connections;
  readonly logger: Logger;
}): { tell(news: CoolDownNews): void; startJob(): Job } {
  const { news, logger } = parts;
  let toldSome = false;
  news.listen((heard) => {
    const { data } = schema.safeParse(heard);
    if (!data) return;
    if ('coolDown' in data) parts.coolDowns.heard(data.coolDown);
    else parts.connections.heard(data.connections);
  });
  const tellConnections = (): Promise<void> => {
    const told = parts.connections.news();
    // Nothing to tell is told once, so that the others forget what was.
    if (told.counts.length > 0 || toldSome) news.send({ connections: told });
    toldSome = told.counts.length > 0;
    return Promise.resolve();
  };
  return {
    tell: (told) => {
      news.send({ coolDown: told });
    },
    startJob: () => startJob('tell of connections', TELL_EVERY_MS, tellConnections, logger),
  };
}
