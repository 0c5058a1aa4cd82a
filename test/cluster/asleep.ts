import { TicketFlowClient } from '@ticket-flow/client';
import type { SeatChannel } from '@ticket-flow/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { runEntry } from '../support/process.ts';
import type { RunningProcess } from '../support/process.ts';
import { waitFor } from '../support/wait.ts';
import { startCluster } from './cluster.ts';
import { firstOnSale } from '../crowd/crowd.ts';
import { WIDE_LIMITS } from '../support/wide-limits.ts';

export interface AsleepFigures {
  readonly viewers: number;
  readonly asleep_seconds: number;
  readonly changes_while_asleep: number;
  /** From the moment each process goes on to the moment its map is the server's. */
  readonly right_after_ms_max: number;
  readonly wrong_viewers: number;
}

const VIEWERS = 5;
/** Seats taken and given back; the last one stays taken. */
const CHANGES = 60;
const PATIENCE_MS = 15_000;

/** Stops the processes of some viewers, changes the map, lets them go on, and looks at their maps. */
export async function measureAsleep(seconds: number): Promise<AsleepFigures> {
  const cluster = await startCluster({ nodes: 2, env: WIDE_LIMITS });
  const client = new TicketFlowClient({ baseUrl: cluster.url });
  const sleepers: RunningProcess[] = [];
  try {
    const performanceId = await firstOnSale(cluster.url);
    const args = [cluster.url, String(performanceId)];
    for (let k = 0; k < VIEWERS; k += 1) {
      sleepers.push(runEntry('test/cluster/asleep-viewer.ts', args, {}));
    }
    await Promise.all(sleepers.map((sleeper) => sleeper.printed(/ready/)));
    const watcher = client.seatChannel(performanceId);
    await watcher.ready();
    for (const sleeper of sleepers) sleeper.signal('SIGSTOP');
    await changeMap(cluster.url, performanceId, seconds);
    const expected = signature(watcher);
    const woke = Date.now();
    for (const sleeper of sleepers) sleeper.signal('SIGCONT');
    const times = await Promise.all(
      sleepers.map((sleeper) => timeUntil(sleeper, expected, woke).catch(() => undefined)),
    );
    const right = times.filter((time) => time !== undefined);
    return {
      viewers: VIEWERS,
      asleep_seconds: seconds,
      changes_while_asleep: CHANGES - 1,
      right_after_ms_max: Math.max(0, ...right),
      wrong_viewers: times.length - right.length,
    };
  } finally {
    await Promise.all(sleepers.map((sleeper) => sleeper.stop('SIGKILL')));
    client.close();
    await cluster.stop();
  }
}

/** What a viewer's process prints after every change of its map. */
export function signature({ position, bits }: SeatChannel): string {
  const bytes = Buffer.from(bits?.bytes ?? []).toString('base64');
  return `map ${String(position?.epoch)}.${String(position?.version)} ${bytes}`;
}

/** Holds spread over the time; the last ones stay. */
async function changeMap(url: string, performanceId: number, seconds: number): Promise<void> {
  const signedIn: { token?: string } = {};
  const buyer = new TicketFlowClient({ baseUrl: url, getToken: () => signedIn.token });
  try {
    const email = `asleep-${String(Date.now())}@example.test`;
    const account = { email, password: 'a long password', name: 'Awake' };
    signedIn.token = (await buyer.signUp(account)).accessToken;
    const channel = buyer.seatChannel(performanceId);
    await channel.ready();
    await channel.refreshHolds();
    for (let change = 0; change < CHANGES / 2; change += 1) {
      const { token } = await channel.hold({ seats: [change * 3] });
      await sleep((seconds * 1000) / (CHANGES / 2));
      if (change < CHANGES / 2 - 1) await channel.release(token);
    }
    const { position } = channel;
    await waitFor(() => channel.position !== position || channel.state === 'live');
  } finally {
    buyer.close();
  }
}

async function timeUntil(sleeper: RunningProcess, expected: string, woke: number): Promise<number> {
  const since = await waitFor(
    () => {
      const line = sleeper
        .output()
        .split('\n')
        .findLast((text) => text.includes(expected));
      return line === undefined ? undefined : Number(line.split(' ')[0]);
    },
    { timeoutMs: PATIENCE_MS, intervalMs: 20, message: 'a right map' },
  );
  return since - woke;
}
