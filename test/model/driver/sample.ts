/** Replays many traces in one process, on SQLite: `npm run model replay`. */
import { sqliteDatabase } from '../../support/databases.ts';
import { memoryFixture } from '../../support/seat-stores.ts';
import { replay, type Taken } from './replay.ts';
import { SAMPLED } from './scenes.ts';

const STEPS = 60;
const EXPIRY_BATCH = 100;

/** Prints the first trace on which model and product differ; answers whether there was one. */
export async function sampleTraces(count: number): Promise<boolean> {
  const test = await sqliteDatabase();
  const { database } = test;
  const fixture = memoryFixture(EXPIRY_BATCH);
  const taken: Taken = new Map();
  const started = Date.now();
  try {
    for (let seed = 1; seed <= count; seed += 1) {
      const bounds = SAMPLED[seed % SAMPLED.length];
      if (bounds)
        await replay({ backend: { database, fixture }, bounds, seed, steps: STEPS }, taken);
    }
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return true;
  } finally {
    await fixture.close();
    await test.drop();
  }
  const steps = [...taken.values()].reduce((sum, times) => sum + times, 0);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`replay: ${count} traces agree | ${steps.toLocaleString('en')} steps, ${seconds} s`);
  return false;
}
