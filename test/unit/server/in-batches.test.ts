import { describe, expect, it } from 'vitest';
import { BATCH, inBatches } from '../../../server/src/platform/in-batches.ts';

/** Deletes until nothing is left; answers the sizes of its batches. */
async function batchesOf(rows: number): Promise<number[]> {
  const sizes: number[] = [];
  let left = rows;
  await inBatches(async (limit) => {
    const size = Math.min(left, limit);
    left -= size;
    sizes.push(size);
    return size;
  });
  return sizes;
}

describe('deleting in batches', () => {
  it('OUTBOX-7 goes on while batches are full', async () => {
    expect(await batchesOf(0)).toEqual([0]);
    expect(await batchesOf(BATCH - 1)).toEqual([BATCH - 1]);
    expect(await batchesOf(BATCH * 2 + 7)).toEqual([BATCH, BATCH, 7]);
  });

  it('OUTBOX-7 leaves what is too much to the next run', async () => {
    expect(await batchesOf(BATCH * 1_000)).toHaveLength(20);
  });
});
