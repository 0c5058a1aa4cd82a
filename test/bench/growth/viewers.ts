import type { BenchOptions } from '../harness/bench.ts';
import type { Figure } from '../harness/figure.ts';
import { interleave } from '../harness/interleave.ts';
import { grown } from './grown.ts';
import { withNodes } from './watched.ts';
import type { WatchedNode } from './watched.ts';

/** Twenty-five changes a second: one in every frame, and more where a node slows its ticks. */
const CHANGE_EVERY_MS = 40;
const CHANGES = 30;

/** CPU of a node for each message that one of its viewers gets. */
export async function measureViewers({ rounds, quick }: BenchOptions): Promise<Figure[]> {
  const size = (viewers: number) => ({ performances: 1, viewers: quick ? viewers / 20 : viewers });
  const sizes = {
    '500 viewers': size(500),
    '1,000 viewers': size(1_000),
    '2,000 viewers': size(2_000),
    '4,000 viewers': size(4_000),
  };
  return withNodes(sizes, async (nodes) => {
    const at = (node: WatchedNode) => () => costOfMessage(node, quick ? 6 : CHANGES);
    const costs = await interleave(
      {
        '500 viewers': at(nodes['500 viewers']),
        '1,000 viewers': at(nodes['1,000 viewers']),
        '2,000 viewers': at(nodes['2,000 viewers']),
        '4,000 viewers': at(nodes['4,000 viewers']),
      },
      { rounds },
    );
    return grown({ what: 'a message to one viewer, CPU of the node', unit: 'µs', costs });
  });
}

async function costOfMessage(node: WatchedNode, changes: number): Promise<number> {
  const [performanceId = 0] = node.performanceIds;
  const [before, deliveredBefore] = [await node.cpu(), await node.delivered()];
  await node.change({ performanceId, changes, everyMs: CHANGE_EVERY_MS });
  const [after, delivered] = [await node.cpu(), await node.delivered()];
  return ((after.node - before.node) * 1000) / (delivered - deliveredBefore);
}
