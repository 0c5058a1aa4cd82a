/** `npm run cluster`: the whole product with several nodes, until Ctrl-C. */
import { parseArgs } from 'node:util';

import { buildSite } from '../../scripts/build-site.mjs';
import { findBinary } from '../support/find-binary.ts';
import { planInstall, TOOLS } from '../support/provision.ts';
import { startCluster, type ClusterOptions } from './cluster.ts';

const USAGE = 'usage: npm run cluster -- [--nodes 3] [--keep DIR] [--port N]';
const NEEDED = new Set(['redis-server', 'mariadb-server', 'nginx']);
const PARENT_CHECK_MS = 500;

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new Error(`--${name} is "${text}"; it must be a whole number from 1 to ${most}\n${USAGE}`);
}

function readOptions(): ClusterOptions {
  const { values } = parseArgs({
    options: {
      nodes: { type: 'string', default: '3' },
      keep: { type: 'string' },
      port: { type: 'string' },
    },
  });
  if (values.keep === '') throw new Error(`--keep must name a folder\n${USAGE}`);
  return {
    nodes: wholeNumber('nodes', values.nodes, 9),
    ...(values.keep !== undefined && { keepDir: values.keep }),
    ...(values.port !== undefined && { port: wholeNumber('port', values.port, 65_535) }),
  };
}

/** Says which programs are missing and how to get them; installs nothing. */
function requirePrograms(): void {
  const missing = TOOLS.filter(
    ({ packages, binaries }) => packages.some((name) => NEEDED.has(name)) && !findBinary(binaries),
  );
  const plan = planInstall({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasApt: findBinary(['apt-get']) !== undefined,
    missing,
  });
  if (plan.action === 'none') return;
  const command =
    plan.action === 'tell'
      ? plan.command
      : `apt-get update && apt-get install -y --no-install-recommends ${plan.packages.join(' ')}`;
  const names = missing.map((tool) => tool.name).join(', ');
  throw new Error(`A cluster needs ${names}. Run this, then try again:\n  ${command}`);
}

/** Resolves at Ctrl-C, SIGTERM, or when npm, which leaves its children behind, has gone. */
function untilToldToStop(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        resolve();
      });
    }
    setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, PARENT_CHECK_MS).unref();
  });
}

async function main(): Promise<void> {
  const options = readOptions();
  requirePrograms();
  // From here on: a signal while parts are starting stops them as soon as they are up.
  const told = untilToldToStop();
  await buildSite();
  const cluster = await startCluster({ ...options, log: console.log });
  const [first] = cluster.nodes;
  const account = /^Demo account: .*$/m.exec(first?.output() ?? '')?.[0];
  const count = cluster.nodes.length;
  const { port } = new URL(cluster.url);
  console.log(
    `Ticket-Flow is open at http://localhost:${port} (${count} ${count === 1 ? 'node' : 'nodes'})`,
  );
  if (account !== undefined) console.log(account);
  console.log('Ctrl-C stops it.');
  await told;
  await cluster.stop();
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
