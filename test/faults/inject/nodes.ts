import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterNode } from '../../cluster/cluster.ts';
import { waitFor } from '../../support/wait.ts';
import type { FaultScene, Inject } from './scene.ts';

const AWAY_MS = { from: 1_000, to: 2_000 };
const FROZEN_MS = 5_000;
/** Nginx lets the sockets of its old workers live for ten seconds. */
const OLD_WORKERS_MS = 15_000;

/** The harm is over at once: the other nodes are there. The node comes back a little later. */
export const nodeKill: Inject = async (scene) => {
  const node = anyNode(scene);
  await node.kill();
  return { repaired: comeBack(scene, node) };
};

export const nodeTerminate: Inject = async (scene) => {
  const node = anyNode(scene);
  const code = await node.terminate();
  if (code !== 0) throw new Error(`${node.id} ended with ${String(code)}: ${node.output()}`);
  return { repaired: comeBack(scene, node) };
};

export const nodeFreeze: Inject = async (scene) => {
  const node = anyNode(scene);
  node.signal('SIGSTOP');
  await sleep(FROZEN_MS);
  node.signal('SIGCONT');
  return undefined;
};

/** Over when the old workers have cut the sockets they had. */
export const nginxReload: Inject = async ({ cluster, viewers }) => {
  cluster.nginx.reload();
  await waitFor(() => viewers.channels.some(({ state }) => state === 'offline'), {
    timeoutMs: OLD_WORKERS_MS,
    message: 'the old workers of Nginx to end',
  });
  return undefined;
};

export const viewersCut: Inject = async ({ detour, random }) => {
  detour.cut(true);
  await sleep(random.int(AWAY_MS.from, AWAY_MS.to));
  detour.accept();
  return undefined;
};

export const databaseRestart: Inject = async ({ cluster }) => {
  await cluster.database.kill();
  await sleep(AWAY_MS.from);
  await cluster.database.start();
  return undefined;
};

function anyNode({ cluster, random }: FaultScene): ClusterNode {
  return random.pick(cluster.nodes);
}

async function comeBack({ random }: FaultScene, node: ClusterNode): Promise<void> {
  await sleep(random.int(AWAY_MS.from, AWAY_MS.to));
  await node.start();
}
