import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Every file of the project, relative to its root: what is committed and what is about to be. */
export function repositoryFiles(): string[] {
  return filesFromGit() ?? filesFromFolders();
}

export function readRepositoryFile(file: string): string {
  return readFileSync(join(repositoryRoot, file), 'utf8');
}

function filesFromGit(): string[] | undefined {
  try {
    const list = execFileSync(
      'git',
      ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
      { cwd: repositoryRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const files = list.split('\0').filter(Boolean);
    return files.length > 0 ? files : undefined;
  } catch {
    return undefined;
  }
}

/** An unpacked archive has no git: its folders, less those that .gitignore names. */
function filesFromFolders(): string[] {
  const ignored = readRepositoryFile('.gitignore')
    .split('\n')
    .filter((line) => line.endsWith('/'))
    .map((line) => line.slice(0, -1));
  const skipped = new Set(['.git', ...ignored]);
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (skipped.has(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : [path];
    });
  return walk(repositoryRoot).map((file) => relative(repositoryRoot, file).split(sep).join('/'));
}
