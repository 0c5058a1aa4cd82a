import { setTimeout as sleep } from 'node:timers/promises';

/** What a process under measurement is asked. `open` comes first. */
export type SubjectOrder =
  { readonly open: Readonly<Record<string, string>> } | { readonly tell: 'cpu' | 'memory' };

export interface Memory {
  /** Bytes of the process, as the system sees it. */
  readonly resident: number;
  /** Bytes in use after a garbage collection: JavaScript's and what hangs on it. */
  readonly used: number;
}

/** Answers the bench's orders until the bench goes away, and then ends. */
export function answerOrders(open: (env: Readonly<Record<string, string>>) => Promise<void>): void {
  const answer = async (order: SubjectOrder): Promise<unknown> => {
    if ('open' in order) await open(order.open);
    return 'tell' in order && order.tell === 'memory' ? memory() : cpuMicroseconds();
  };
  process.on('message', (order: SubjectOrder) => {
    answer(order).then(
      (said) => process.send?.(said),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** What has just been closed takes a turn or two, and some of it is freed by finalizers. */
async function memory(): Promise<Memory> {
  for (let k = 0; k < 3; k += 1) {
    await sleep(30);
    globalThis.gc?.();
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, used: heapUsed + external };
}
