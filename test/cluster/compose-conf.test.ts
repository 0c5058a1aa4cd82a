import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, it, onTestFinished } from 'vitest';

import { requireBinary } from '../support/find-binary.ts';
import { readRepositoryFile } from '../support/repository-files.ts';

it('NGINX-6 nginx/compose.conf is one that Nginx accepts', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tf-compose-conf-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  // The name of the containers, and the image's folders, exist only there.
  const text = readRepositoryFile('nginx/compose.conf')
    .replaceAll('/var/cache/nginx/', '')
    .replace('/dev/stdout', 'access.log')
    .replaceAll('server node:3000', 'server 127.0.0.1:3000')
    .replace('listen 80;', 'listen 127.0.0.1:8080;');
  writeFileSync(join(dir, 'nginx.conf'), text);
  const check = promisify(execFile)(requireBinary('nginx'), [
    ...['-t', '-p', dir, '-c', 'nginx.conf', '-e', 'error.log', '-g', 'pid nginx.pid;'],
  ]);
  expect((await check).stderr).toContain('test is successful');
});
