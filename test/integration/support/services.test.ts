import { existsSync } from 'node:fs';

import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import { expect, inject, onTestFinished, test } from 'vitest';

import { createDatabase } from '../../support/database.ts';
import { NGINX_TEMP_PATHS, startNginx, startRedis } from '../../support/services.ts';
import { waitFor } from '../../support/wait.ts';

async function ping(url: string): Promise<string> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  // The failed command carries the error; the event only repeats it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.ping();
  } finally {
    client.disconnect();
  }
}

test('the shared Redis answers', async () => {
  expect(await ping(inject('redisUrl'))).toBe('PONG');
});

test('a database comes empty, with its own name, and goes', async () => {
  const database = await createDatabase(inject('mariadbUrl'));
  const connection = await createConnection(database.url);
  const [tables] = await connection.query('SHOW TABLES');
  await connection.end();
  await database.drop();
  expect(tables).toEqual([]);
  await expect(createConnection(database.url)).rejects.toThrow(/unknown database/i);
});

test('a Redis can be killed and started again on its port', async () => {
  const first = await startRedis();
  onTestFinished(() => first.stop());
  expect(await ping(first.url)).toBe('PONG');

  first.kill('SIGKILL');
  await waitFor(() =>
    ping(first.url).then(
      () => false,
      () => true,
    ),
  );

  const second = await startRedis({ port: first.port });
  onTestFinished(() => second.stop());
  expect(second.url).toBe(first.url);
  expect(await ping(second.url)).toBe('PONG');
});

test('a frozen service stops all the same, and its folder goes with it', async () => {
  const redis = await startRedis();
  redis.kill('SIGSTOP');
  await redis.stop();
  await expect(ping(redis.url)).rejects.toThrow();
  expect(existsSync(redis.dir)).toBe(false);
});

test('a service that cannot start says why', async () => {
  await expect(startRedis({ args: ['--no-such-option', 'x'] })).rejects.toThrow(
    /redis-server did not start: [^]*no-such-option/,
  );
});

test('Nginx serves the configuration it is given, on a port of its own', async () => {
  const body = (port: string | number) => `
    events {}
    http {
      ${NGINX_TEMP_PATHS}
      access_log off;
      server { listen 127.0.0.1:${port}; return 200 'port ${port}'; }
    }`;
  for (const conf of [body, body('{{port}}')]) {
    const nginx = await startNginx(conf);
    onTestFinished(() => nginx.stop());
    const response = await fetch(nginx.url);
    expect(await response.text()).toBe(`port ${nginx.port}`);
  }
});
