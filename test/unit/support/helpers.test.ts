import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findBinary, requireBinary } from '../../support/find-binary.ts';
import { freePort } from '../../support/free-port.ts';
import { waitFor } from '../../support/wait.ts';

describe('waitFor', () => {
  test('returns the first truthy value', async () => {
    let calls = 0;
    const value = await waitFor(() => (++calls === 3 ? 'there' : undefined), { intervalMs: 1 });
    expect([value, calls]).toEqual(['there', 3]);
  });

  test('says what it waited for, with the last error as the cause', async () => {
    const failing = waitFor(() => Promise.reject(new Error('refused')), {
      timeoutMs: 5,
      intervalMs: 1,
      message: 'the door to open',
    });
    await expect(failing).rejects.toMatchObject({
      message: 'the door to open: not within 5 ms',
      cause: new Error('refused'),
    });
  });
});

describe('findBinary', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tf-bin-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('takes the first name that can be executed', () => {
    writeFileSync(join(folder, 'tf-first'), '');
    chmodSync(join(folder, 'tf-first'), 0o644);
    writeFileSync(join(folder, 'tf-second'), '');
    chmodSync(join(folder, 'tf-second'), 0o755);
    expect(findBinary(['tf-first', 'tf-second'], folder)).toBe(join(folder, 'tf-second'));
  });

  test('a missing program is an error that names it', () => {
    expect(findBinary(['tf-nowhere'], folder)).toBeUndefined();
    expect(() => requireBinary('tf-nowhere')).toThrow(/tf-nowhere is not installed/);
  });
});

test('freePort gives a port that can be listened on', async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.close();
  expect(port).toBeGreaterThan(1023);
});
