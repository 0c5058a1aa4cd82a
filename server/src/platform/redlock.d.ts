/** The package's `exports` leave its own types out; this is what we use of it. */
declare module 'redlock' {
  import type { EventEmitter } from 'node:events';
  import type { Redis } from 'ioredis';

  export interface Lock {
    release(): Promise<unknown>;
  }

  export default class Redlock extends EventEmitter {
    constructor(clients: Iterable<Redis>, settings?: { retryCount?: number });
    acquire(resources: string[], durationMs: number): Promise<Lock>;
  }
}
