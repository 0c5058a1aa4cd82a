/** Rows of one batch: one short transaction. */
export const BATCH = 500;
const MOST_BATCHES = 20;

/**
 * Deletes what is too old, some at a time: `deleteSome` deletes at most so many rows and answers
 * how many it found. What is left after 20 batches waits for the next run.
 */
export async function inBatches(deleteSome: (limit: number) => Promise<number>): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    if ((await deleteSome(BATCH)) < BATCH) return;
  }
}
