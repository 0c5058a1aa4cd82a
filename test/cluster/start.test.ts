import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TicketFlowClient } from '@ticket-flow/client';
import type { ErrorBody } from '@ticket-flow/client/protocol';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { runEntry, type RunningProcess } from '../support/process.ts';
import { repositoryRoot } from '../support/repository-files.ts';
import { startRedis } from '../support/services.ts';
import { waitFor } from '../support/wait.ts';
import { startCluster } from './cluster.ts';
import { isFree } from './ports.ts';

const OPEN = /Ticket-Flow is open at (http:\S+) \((\d) nodes?\)/;
const START_TIMEOUT_MS = 45_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tf-c-'));
  mkdirSync(join(folder, 'tmp'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

function environment(): Record<string, string> {
  return { TMPDIR: join(folder, 'tmp') };
}

function run(...args: string[]): RunningProcess {
  const process = runEntry('test/cluster/cli.ts', args, environment());
  onTestFinished(() => void process.stop('SIGTERM'));
  return process;
}

/** Every address and port that it said it opened. */
function portsOf(output: string): number[] {
  return [...output.matchAll(/(?:on port |127\.0\.0\.1:|localhost:)(\d+)/g)].map(([, port]) =>
    Number(port),
  );
}

async function expectNothingLeft(output: string, parts: number): Promise<void> {
  const ports = new Set(portsOf(output));
  expect(ports.size).toBe(parts);
  const free = await Promise.all([...ports].map((port) => isFree(port)));
  expect(free).not.toContain(false);
  expect(readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('tf-'))).toEqual([]);
}

function countEvents(baseUrl: string): Promise<number> {
  return new TicketFlowClient({ baseUrl }).events().then(({ total }) => total);
}

describe('npm run cluster', () => {
  it('CLUSTER-1 starts two nodes, names the demo account, and Ctrl-C leaves nothing', async () => {
    const cluster = run('--nodes', '2');
    const [, url = '', nodes] = await cluster.printed(OPEN, START_TIMEOUT_MS);
    expect(nodes).toBe('2');
    expect(await countEvents(url)).toBeGreaterThan(10);
    const [, email = '', password = ''] = await cluster.printed(
      /Demo account: (\S+), password (\S+)/,
    );
    const client = new TicketFlowClient({ baseUrl: url });
    expect((await client.logIn({ email, password })).user.email).toBe(email);
    expect(await cluster.stop('SIGINT'), cluster.output()).toBe(0);
    await expectNothingLeft(cluster.output(), 5);
  });

  it('CLUSTER-1 CLUSTER-2 stops when npm ends, and with --keep finds its data again', async () => {
    const kept = join(folder, 'kept');
    const account = { email: 'kept@example.test', password: 'long enough' };
    const options = ['--nodes', '1', '--keep', kept];
    const npm = spawn('npm', ['run', 'cluster', '--', ...options], {
      cwd: repositoryRoot,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment() },
    });
    let output = '';
    npm.stdout.on('data', (chunk) => (output += String(chunk)));
    npm.stderr.on('data', (chunk) => (output += String(chunk)));
    const open = await waitFor(() => OPEN.exec(output), { timeoutMs: START_TIMEOUT_MS });
    await new TicketFlowClient({ baseUrl: open[1] ?? '' }).signUp({ ...account, name: 'Kept' });

    const beside = run(...options);
    expect(await beside.exited).toBe(1);
    expect(beside.output()).toMatch(/kept is in use by the cluster of process \d+/);

    npm.kill('SIGTERM');
    await waitFor(() => !existsSync(join(kept, 'in-use-by')), { timeoutMs: 20_000 });
    await expectNothingLeft(output, 4);

    const again = run(...options);
    const [, url = ''] = await again.printed(OPEN, START_TIMEOUT_MS);
    expect((await new TicketFlowClient({ baseUrl: url }).logIn(account)).user.name).toBe('Kept');
    expect(await again.stop('SIGTERM')).toBe(0);
    expect(readdirSync(kept)).toContain('mariadb');
  }, 120_000);

  it('CLUSTER-3 names the option that is wrong', async () => {
    const wrong: [args: string[], complaint: RegExp][] = [
      [['--nodes', '10'], /--nodes is "10"; it must be a whole number from 1 to 9/],
      [['--nodes', 'two'], /--nodes is "two"/],
      [['--port', '0'], /--port is "0"/],
      [['--keep', ''], /--keep must name a folder/],
      [['--colour', 'red'], /'--colour'/],
    ];
    await Promise.all(
      wrong.map(async ([args, complaint]) => {
        const refused = run(...args);
        expect(await refused.exited).toBe(1);
        expect(refused.output()).toMatch(complaint);
        expect(refused.output()).not.toMatch(/^ +at /m);
      }),
    );
  });

  it('CLUSTER-3 tells how to get a program that is missing', async () => {
    const refused = runEntry('test/cluster/cli.ts', [], { ...environment(), PATH: folder });
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toMatch(/A cluster needs Redis[^]*install/);
  });
});

describe('the parts of a cluster', () => {
  it('CLUSTER-4 NGINX-3 are killed and come back; a 503 of a node passes as it is', async () => {
    const cluster = await startCluster({ nodes: 1, seedDemo: false });
    onTestFinished(() => cluster.stop());
    const [node] = cluster.nodes;
    if (!node) throw new Error('there is no node');
    const account = { email: 'durable@example.test', password: 'long enough', name: 'Durable' };
    await new TicketFlowClient({ baseUrl: node.url }).signUp(account);
    expect(await countEvents(node.url)).toBe(0);

    await cluster.database.kill();
    const busy = await fetch(`${cluster.url}/api/events/none`);
    expect(busy.status).toBe(503);
    const { error } = (await busy.json()) as ErrorBody;
    expect(error).toMatchObject({ code: 'UNAVAILABLE', requestId: expect.any(String) as string });
    await cluster.database.start();
    expect(await node.terminate()).toBe(0);
    expect(node.pid).toBeUndefined();

    const rdbFile = join(folder, 'old.rdb');
    const ask = async <T>(work: (redis: Redis) => Promise<T>): Promise<T> => {
      const redis = new Redis(cluster.redis.url);
      return work(redis).finally(() => {
        redis.disconnect();
      });
    };
    await ask(async (redis) => {
      await redis.set('kept', 'in the snapshot');
      await redis.save();
      const [, dir = ''] = await redis.config('GET', 'dir');
      copyFileSync(join(dir, 'dump.rdb'), rdbFile);
    });
    await cluster.redis.killAndRestart();
    expect(await ask((redis) => redis.exists('kept'))).toBe(0);
    await cluster.redis.killAndRestart({ rdbFile });
    expect(await ask((redis) => redis.get('kept'))).toBe('in the snapshot');

    await node.start();
    const client = new TicketFlowClient({ baseUrl: cluster.url });
    expect((await client.logIn(account)).user.name).toBe('Durable');
    await node.kill();
    await expect(fetch(`${node.url}/healthz`)).rejects.toThrow();
    await cluster.redis.kill();
    const successor = await startRedis({ port: cluster.redis.port });
    cluster.redis.adopt(successor);
    await cluster.stop();
    expect(successor.isRunning()).toBe(false);
    expect(existsSync(cluster.nginx.accessLog)).toBe(false);
  });

  it.each([0, 10, 1.5])('CLUSTER-3 a cluster of %d nodes is refused', async (nodes) => {
    await expect(startCluster({ nodes })).rejects.toThrow(/^nodes is/);
  });
});
