import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createRandom } from '../../support/random.ts';
import { memoryFixture, redisFixture } from '../../support/seat-stores.ts';
import type { StoreFixture } from '../../support/seat-stores.ts';
import { Memory, draw, drawInstall } from './random-commands.ts';

const SEED = Number(process.env['SEED'] ?? 20_260);
const COMMANDS = 30_000;
const PERFORMANCES = [1, 2, 3, 4];
const BATCH = 3;

const SUCCEEDING = [
  ...['hold', 'hold area', 'renew', 'release', 'expire', 'mine', 'pin', 'block', 'sell', 'free'],
  ...['configure', 'install', 'snapshot', 'position', 'records'],
].map((command) => `${command} OK`);
const REFUSED = [
  ...['TAKEN', 'CHANNEL', 'ORPHAN', 'LIMIT', 'AGAIN', 'CLOSED', 'STALE_CONFIG', 'UNKNOWN_SEAT']
    .concat(['DUPLICATE', 'LOST'])
    .map((code) => `hold ${code}`),
  ...['AREA_FULL', 'LIMIT', 'LOST'].map((code) => `hold area ${code}`),
  ...['renew', 'release'].flatMap((name) => [`${name} GONE`, `${name} LOST`]),
  ...['ALREADY', 'GONE', 'LOST'].map((code) => `pin ${code}`),
  ...['ALREADY', 'TAKEN', 'UNKNOWN_SEAT', 'DUPLICATE', 'LOST'].map((code) => `block ${code}`),
  ...['sell', 'free'].flatMap((name) => [`${name} NONE`, `${name} LOST`]),
  ...['expire', 'mine', 'configure', 'snapshot', 'position', 'records'].map((n) => `${n} LOST`),
  'install OLDER',
];

describe('STORE-1 in-process and Redis stores are one store', () => {
  let fixtures: StoreFixture[];
  beforeAll(() => {
    fixtures = [memoryFixture(BATCH), redisFixture(inject('redisUrl'), BATCH)];
  });
  afterAll(async () => {
    await Promise.all(fixtures.map((fixture) => fixture.close()));
  });

  it('STORE-1 answers and keeps the same at every step of random commands', async () => {
    const [memoryStore, redisStore] = fixtures as [StoreFixture, StoreFixture];
    const random = createRandom(SEED);
    const known = new Memory();
    const seen = new Map<string, number>();

    const disturb = async (performanceId: number): Promise<void> => {
      const step = random.chance(0.012) ? 70_000 : random.int(0, 700);
      for (const fixture of fixtures) fixture.clock.now += step;
      if (random.chance(0.001)) known.config += 1;
      if (random.chance(0.008)) {
        known.lost.add(performanceId);
        for (const fixture of fixtures) await fixture.wipe(performanceId);
      }
      if (random.chance(0.001)) {
        for (const id of PERFORMANCES) known.lost.add(id);
        for (const fixture of fixtures) fixture.mark.incarnation += 1;
      }
    };

    for (const id of PERFORMANCES) {
      const first = drawInstall(random, known, id, true);
      for (const fixture of fixtures) await first.run(fixture.store);
    }
    for (let step = 0; step < COMMANDS; step += 1) {
      const performanceId = random.pick(PERFORMANCES);
      await disturb(performanceId);
      const command = draw(random, known, performanceId, memoryStore.clock.now);
      const ours = await command.run(memoryStore.store);
      const theirs = await command.run(redisStore.store);
      const where = `seed ${SEED}, step ${step}, ${command.name}`;
      expect(theirs, where).toEqual(ours);
      const [a, b] = await Promise.all(fixtures.map((f) => f.dump(performanceId)));
      expect(b, where).toEqual(a);
      const key = `${command.name} ${ours.code}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }

    console.log(`seed ${SEED}, ${COMMANDS} commands:`, Object.fromEntries([...seen].sort()));
    const rare = [
      ...SUCCEEDING.filter((key) => (seen.get(key) ?? 0) < 200),
      ...REFUSED.filter((key) => (seen.get(key) ?? 0) < 20),
    ];
    expect(rare.map((key) => `${key}: ${seen.get(key) ?? 0}`)).toEqual([]);
  }, 120_000);
});
