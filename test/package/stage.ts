import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repository-files.ts';

/** The SDK as it would be published: built and packed in a folder of its own. */
export interface StagedPackage {
  /** Holds `dist`, `package.json` and the rest. */
  readonly folder: string;
  readonly tarball: string;
  remove(): Promise<void>;
}

const LEFT_OUT = /(^|\/)(node_modules|dist)(\/|$)/;

/** Builds apart from the working tree, so that any number of runs may do so at once. */
export async function stagePackage(): Promise<StagedPackage> {
  const stage = await mkdtemp(join(tmpdir(), 'tf-package-'));
  const remove = (): Promise<void> => rm(stage, { recursive: true, force: true });
  try {
    const folder = join(stage, 'client-sdk');
    await copySources(stage, folder);
    await runTool('tsdown/dist/run.mjs', ['--log-level', 'warn'], folder);
    return { folder, tarball: await pack(stage, folder), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function copySources(stage: string, folder: string): Promise<void> {
  const sdk = join(repositoryRoot, 'client-sdk');
  await cp(sdk, folder, {
    recursive: true,
    filter: (path) => !LEFT_OUT.test(path.slice(sdk.length)),
  });
  for (const file of ['tsconfig.json', 'tsconfig.base.json']) {
    await cp(join(repositoryRoot, file), join(stage, file));
  }
  await symlink(join(repositoryRoot, 'node_modules'), join(stage, 'node_modules'));
}

async function pack(stage: string, folder: string): Promise<string> {
  const packed = join(stage, 'packed');
  await mkdir(packed);
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', packed], folder);
  const [tarball] = await readdir(packed);
  if (tarball === undefined) throw new Error('npm pack made nothing');
  return join(packed, tarball);
}

/** Runs a tool of this repository's node_modules. */
export function runTool(script: string, args: readonly string[], cwd: string): Promise<string> {
  return run(process.execPath, [join(repositoryRoot, 'node_modules', script), ...args], cwd);
}

/** Answers what it wrote; fails with all that it had to say. */
export function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let written = '';
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(written);
      else reject(new Error(`${command} ${args.join(' ')} failed\n${written}${said}`));
    });
  });
}
