import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { BREAKS } from './breaks.ts';
import type { Replacement } from './breaks.ts';

/** Parts of the repository that are not needed to run it from its sources. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'data', 'test-output', '.git']);
const OWN_SCOPE = '@ticket-flow';
/** Our own packages, by the folder they live in. */
const WORKSPACES = { client: 'client-sdk', db: 'db', server: 'server' } as const;

export interface BrokenCopy {
  readonly root: string;
  remove(): void;
}

/** A copy of the sources with one rule taken out, on the same installed packages. */
export function copyBroken(root: string, name: string): BrokenCopy {
  const replacements = BREAKS[name];
  if (!replacements) {
    throw new Error(`there is no "${name}" to break; there are ${Object.keys(BREAKS).join(', ')}`);
  }
  return copySources(root, replacements);
}

/** A copy of the sources with some texts replaced; of a copy as well as of the repository. */
export function copySources(root: string, replacements: readonly Replacement[] = []): BrokenCopy {
  const copy = mkdtempSync(join(tmpdir(), 'tf-broken-'));
  const remove = (): void => {
    rmSync(copy, { recursive: true, force: true });
  };
  try {
    cpSync(root, copy, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
    linkPackages(root, copy);
    for (const replacement of replacements) replaceOnce(copy, replacement);
  } catch (error) {
    remove();
    throw error;
  }
  return { root: copy, remove };
}

function linkPackages(root: string, copy: string): void {
  const installed = join(root, 'node_modules');
  const linked = join(copy, 'node_modules');
  mkdirSync(join(linked, OWN_SCOPE), { recursive: true });
  for (const entry of readdirSync(installed)) {
    // What Vite keeps beside the packages is each copy's own.
    if (entry !== OWN_SCOPE && !entry.startsWith('.vite'))
      symlinkSync(join(installed, entry), join(linked, entry));
  }
  for (const [name, folder] of Object.entries(WORKSPACES)) {
    symlinkSync(join(copy, folder), join(linked, OWN_SCOPE, name));
  }
}

export function replaceOnce(root: string, { file, text, by }: Replacement): void {
  const path = join(root, file);
  const source = readFileSync(path, 'utf8');
  const parts = source.split(text);
  if (parts.length !== 2) {
    throw new Error(`"${text}" stands ${String(parts.length - 1)} times in ${file}, not once`);
  }
  writeFileSync(path, parts.join(by));
}
