import { readFile, readdir, rm, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repository-files.ts';
import { run, runTool } from './stage.ts';
import type { StagedPackage } from './stage.ts';

/** A project that has the SDK's tarball installed and nothing else. */
export interface UserProject {
  readonly folder: string;
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
  /** Runs a file of it with Node; answers what it wrote. */
  node(file: string, ...args: string[]): Promise<string>;
  /** Type-checks it, libraries included; fails with what is wrong. */
  tsc(compilerOptions: Readonly<Record<string, unknown>>, files: readonly string[]): Promise<void>;
  remove(): Promise<void>;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Every package that `name` needs, itself included, as folders of this repository. */
async function closureOf(name: string, found = new Map<string, string>()): Promise<string[]> {
  if (!found.has(name)) {
    const folder = join(repositoryRoot, 'node_modules', name);
    found.set(name, folder);
    const text = await readFile(join(folder, 'package.json'), 'utf8');
    const { dependencies = {} } = JSON.parse(text) as Manifest;
    for (const needed of Object.keys(dependencies)) await closureOf(needed, found);
  }
  return [...found.values()];
}

/**
 * npm itself installs the tarball, without a network: what the SDK depends on is packed from this
 * repository's node_modules and given beside it.
 */
export async function installPackage({ tarball }: StagedPackage): Promise<UserProject> {
  const folder = await mkdtemp(join(tmpdir(), 'tf-user-'));
  const packed = join(folder, 'packed');
  await mkdir(packed);
  const needed = await closureOf('socket.io-client');
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', packed, ...needed], folder);
  const tarballs = (await readdir(packed)).map((file) => join(packed, file));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'user', private: true }));
  await run(
    'npm',
    ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball, ...tarballs],
    folder,
  );
  const path = (file: string): string => join(folder, file);
  return {
    folder,
    write: (file, text) => writeFile(path(file), text),
    read: (file) => readFile(path(file), 'utf8'),
    node: (file, ...args) => run(process.execPath, [file, ...args], folder),
    tsc: async (compilerOptions, files) => {
      const shared = { target: 'es2022', strict: true, noEmit: true, skipLibCheck: false };
      const config = { compilerOptions: { ...shared, types: [], ...compilerOptions }, files };
      await writeFile(path('tsconfig.json'), JSON.stringify(config));
      await runTool('typescript/bin/tsc', ['-p', folder], folder);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
