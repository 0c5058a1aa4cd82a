import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A process of its own that answers one message at a time, so that its CPU is nobody else's. */
export interface Child<Order> {
  readonly pid: number;
  readonly ask: <T>(order: Order) => Promise<T>;
  /** Says goodbye by closing the channel, and waits for its end. */
  readonly end: () => Promise<void>;
}

/** @param file a module that sends a message when it is ready, and one for every order */
export async function startChild<Order extends object | string>(
  file: URL,
  execArgv: readonly string[] = [],
): Promise<Child<Order>> {
  const child = fork(file, { execArgv: ['--conditions=source', '--import', 'tsx', ...execArgv] });
  await nextMessage(child);
  return {
    pid: child.pid ?? 0,
    ask: async <T>(order: Order) => {
      const answer = nextMessage(child);
      child.send(order);
      return (await answer) as T;
    },
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await exited;
    },
  };
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const exited = (): void => {
      reject(new Error('a process of the bench ended early'));
    };
    child.once('exit', exited);
    child.once('message', (message) => {
      child.off('exit', exited);
      resolve(message);
    });
  });
}
