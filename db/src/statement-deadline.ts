import type { Socket } from 'node:net';

type Command = (...args: unknown[]) => {
  once(event: 'end' | 'error', listener: () => void): unknown;
};

/** The part of a mysql2 connection that is needed here. */
export interface MysqlConnection {
  query: Command;
  execute: Command;
  readonly stream: Socket;
}

/**
 * Gives every statement on this connection a deadline. A statement that misses it ends its
 * connection: what the server makes of it is unknown, and the next one must not wait behind it.
 */
export function limitStatements(connection: MysqlConnection, timeoutMs: number): void {
  for (const name of ['query', 'execute'] as const) {
    const run = connection[name].bind(connection);
    connection[name] = (...args) => {
      const timer = setTimeout(() => {
        const message = `the database did not answer within ${String(timeoutMs)} ms`;
        connection.stream.destroy(Object.assign(new Error(message), { code: 'ETIMEDOUT' }));
      }, timeoutMs).unref();
      const command = run(...args);
      const answered = (): void => {
        clearTimeout(timer);
      };
      command.once('end', answered);
      command.once('error', answered);
      return command;
    };
  }
}
