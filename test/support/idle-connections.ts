/** Where Node's `fetch` looks for its connections; undici's own name for the place. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

interface Dispatcher {
  close(): Promise<void>;
}

/**
 * Lets go of the idle connections that this process's `fetch` keeps for four seconds: a server that leaves
 * waits for them. Requests under way end as they would have; the next one connects anew.
 */
export function dropIdleConnections(): void {
  const connections = globalThis as { [DISPATCHER]?: Dispatcher };
  const used = connections[DISPATCHER];
  // Nothing was fetched yet.
  if (!used) return;
  connections[DISPATCHER] = new (used.constructor as new () => Dispatcher)();
  void used.close();
}
