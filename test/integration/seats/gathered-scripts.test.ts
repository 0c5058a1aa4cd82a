import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createScriptRunner } from '../../../server/src/platform/redis-scripts.ts';
import type { RunScript } from '../../../server/src/platform/redis-scripts.ts';
import { startRedis } from '../../support/services.ts';
import type { RedisService } from '../../support/services.ts';

const COMMAND_MS = 300;
/** More than what leaves in one write. */
const MANY = 100;
/** Less than that: they wait for the turn to end. */
const FEW = 5;

let service: RedisService;
let folder: string;
let redis: Redis;
let run: RunScript<'echo' | 'broken'>;

beforeAll(async () => {
  service = await startRedis();
  folder = mkdtempSync(join(tmpdir(), 'tf-scripts-'));
  writeFileSync(join(folder, 'common.lua'), '');
  writeFileSync(join(folder, 'echo.lua'), "return redis.call('ECHO', ARGV[1])");
  writeFileSync(join(folder, 'broken.lua'), "return redis.error_reply('WRONG ' .. ARGV[1])");
});
beforeEach(async () => {
  redis = new Redis(service.url, {
    ...{ lazyConnect: true, enableOfflineQueue: false, autoResendUnfulfilledCommands: false },
    ...{ commandTimeout: COMMAND_MS, retryStrategy: () => null },
  });
  redis.on('error', () => undefined);
  await redis.connect();
  const files = { echo: 'echo', broken: 'broken' };
  run = createScriptRunner(redis, pathToFileURL(`${folder}/`), files);
  return () => {
    redis.disconnect();
  };
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await service.stop();
});

describe('scripts of one turn', () => {
  it('EPOCH-4 each gets its own answer, also a refusal, among other commands', async () => {
    const answers = await Promise.all(
      Array.from({ length: MANY }, (_, k) => [
        run('echo', ['key'], [`좌석 ${String(k)}`]),
        redis.echo(`plain ${String(k)}`),
        run('broken', [], [k]).catch((error: unknown) => String(error)),
      ]).flat(),
    );
    const expected = Array.from({ length: MANY }, (_, k) => [
      ...[`좌석 ${String(k)}`, `plain ${String(k)}`],
      expect.stringContaining(`WRONG ${String(k)}`) as unknown,
    ]).flat();
    expect(answers).toEqual(expected);
  });

  it('EPOCH-4 a server that forgot a script is sent it again, for each that it refused', async () => {
    await run('echo', [], ['known']);
    await redis.script('FLUSH');
    const all = Array.from({ length: MANY }, (_, k) => run('echo', [], [k]));
    expect(await Promise.all(all)).toEqual(Array.from({ length: MANY }, (_, k) => String(k)));
  });

  it('EPOCH-4 each ends at its deadline, and none is answered with the answer of another', async () => {
    // Redis sleeps with the connection of the test.
    const other = new Redis(service.url);
    await other.call('CLIENT', 'PAUSE', 3 * COMMAND_MS, 'ALL');
    const late = await Promise.allSettled(
      Array.from({ length: MANY }, (_, k) => run('echo', [], [k])),
    );
    for (const each of late) {
      expect(each).toMatchObject({ reason: { message: 'Command timed out' } });
    }
    await other.call('CLIENT', 'UNPAUSE').catch(() => undefined);
    await other.quit();
    expect(await run('echo', [], ['after'])).toBe('after');
  });

  it('EPOCH-4 all are refused where the connection is gone before they have left', async () => {
    const asked = Array.from({ length: FEW }, (_, k) => run('echo', [], [k]));
    redis.disconnect();
    const settled = await Promise.allSettled([...asked, run('echo', [], ['later'])]);
    expect(settled.map(({ status }) => status)).toEqual(new Array(FEW + 1).fill('rejected'));
  });

  it('EPOCH-4 a connection that keeps commands until it is ready keeps these as well', async () => {
    const patient = new Redis(service.url);
    const early = createScriptRunner(patient, pathToFileURL(`${folder}/`), { echo: 'echo' });
    const asked = Array.from({ length: MANY }, (_, k) => early('echo', [], [k]));
    expect(await Promise.all(asked)).toEqual(Array.from({ length: MANY }, (_, k) => String(k)));
    patient.disconnect();
  });
});
