import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../db/src/models');

/**
 * Every model, as `db/src/models` defines it: its name in `database.models`, and its rows' type.
 * @returns {{ name: string, row: string }[]}
 */
export function readModels() {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(join(FOLDER, file), 'utf8').matchAll(/^\s+(\w+): defineTable<(\w+)>/gm),
    ])
    .map(([, name = '', row = '']) => ({ name, row }));
}
