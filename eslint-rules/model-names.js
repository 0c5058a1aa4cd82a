import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const MODELS_FOLDER = 'db/src/models/';

/**
 * The classes that the models' folder exports, read from its sources.
 * @returns {string[]}
 */
export function readModelNames() {
  const folder = resolve(import.meta.dirname, '..', MODELS_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/^export (?:abstract )?class (\w+)/gm),
    ])
    .flatMap((match) => match[1] ?? []);
}
