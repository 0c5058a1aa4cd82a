import type { TestProject } from 'vitest/node';

import { startMariaDb, startRedis } from './services.ts';
import { prepareTemplates } from './templates.ts';

declare module 'vitest' {
  interface ProvidedContext {
    redisUrl: string;
    /** A server, no database: pass it to `createDatabase`. */
    mariadbUrl: string;
  }
}

interface SharedServices {
  redisUrl: string;
  mariadbUrl: string;
  stop(): Promise<void>;
}

interface Holder {
  users: number;
  services: Promise<SharedServices>;
}

/** Every project loads its own copy of this module; all of them share one pair of services. */
const registry = globalThis as { ticketFlowTestServices?: Holder };

/** Starts what the projects share, unless `TEST_REDIS_URL` and `TEST_DATABASE_URL` name servers. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const holder = (registry.ticketFlowTestServices ??= { users: 0, services: start() });
  holder.users += 1;
  const { redisUrl, mariadbUrl } = await holder.services;
  project.provide('redisUrl', redisUrl);
  project.provide('mariadbUrl', mariadbUrl);
  return async () => {
    holder.users -= 1;
    if (holder.users > 0) return;
    delete registry.ticketFlowTestServices;
    await (await holder.services).stop();
  };
}

async function start(): Promise<SharedServices> {
  const givenRedis = process.env['TEST_REDIS_URL'];
  const givenDatabase = process.env['TEST_DATABASE_URL'];
  const starting = [
    givenRedis ? Promise.resolve({ url: givenRedis }) : startRedis(),
    givenDatabase ? Promise.resolve({ url: givenDatabase }) : startMariaDb(),
  ] as const;
  const stop = async () => {
    for (const outcome of await Promise.allSettled(starting)) {
      if (outcome.status === 'fulfilled' && 'stop' in outcome.value) await outcome.value.stop();
    }
  };
  try {
    const [redis, mariadb] = await Promise.all(starting);
    const removeTemplates = await prepareTemplates(mariadb.url);
    return {
      redisUrl: redis.url,
      mariadbUrl: mariadb.url,
      stop: async () => {
        removeTemplates();
        await stop();
      },
    };
  } catch (error) {
    // What is up would have nobody to stop it.
    await stop();
    throw error;
  }
}
