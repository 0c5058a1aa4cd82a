import { relative, resolve, sep } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

/**
 * A file's path in this repository, with slashes.
 * @param {string} file
 */
export function repositoryPath(file) {
  return relative(ROOT, file).split(sep).join('/');
}
