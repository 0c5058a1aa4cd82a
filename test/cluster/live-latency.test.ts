import { expect, it } from 'vitest';
import { measureLiveLatency } from './live-latency.ts';

it('MAP-10 what is held on one node is painted in a browser on the other', async () => {
  const { misses, nodes, p50_ms } = await measureLiveLatency({ holds: 25 });
  expect(misses).toBe(0);
  expect(nodes).toEqual(['n1', 'n2']);
  expect(p50_ms).toBeGreaterThan(0);
});
