import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps daemons here, and a non-root PATH often leaves these folders out. */
const DAEMON_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** The full path of the first of `names` that is installed, or undefined. */
export function findBinary(
  names: readonly string[],
  path = process.env['PATH'] ?? '',
): string | undefined {
  const folders = [...path.split(delimiter).filter(Boolean), ...DAEMON_FOLDERS];
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => isExecutable(file));
}

/** Like {@link findBinary}, but a missing program is an error that names it. */
export function requireBinary(...names: [string, ...string[]]): string {
  const file = findBinary(names);
  if (!file) throw new Error(`${names.join(' or ')} is not installed; "npm test" provisions it`);
  return file;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
