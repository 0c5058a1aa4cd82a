import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('FAULT-2 the auditor shares no code with what it looks at', () => {
  const folder = fileURLToPath(new URL('./', import.meta.url));
  const files = readdirSync(folder).filter((file) => !file.endsWith('.test.ts'));
  const imported = files.flatMap((file) => [
    ...readFileSync(`${folder}${file}`, 'utf8').matchAll(/from '([^']+)'/g),
  ]);
  const strangers = imported
    .map(([, name = '']) => name)
    .filter((name) => !/^(node:|\.\/|ioredis$|mysql2\/promise$)/.test(name));
  expect(imported.length).toBeGreaterThan(10);
  expect(strangers).toEqual([]);
});
