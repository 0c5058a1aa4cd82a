import { spawn } from 'node:child_process';
import { repositoryRoot } from '../../support/repository-files.ts';
import { copyBroken } from './copy.ts';

/** Runs this very command line on a broken copy of the sources; answers its exit code. */
export async function runOnBrokenCopy(name: string, args: readonly string[]): Promise<number> {
  const copy = copyBroken(repositoryRoot, name);
  try {
    return await run(copy.root, args);
  } finally {
    copy.remove();
  }
}

function run(cwd: string, args: readonly string[]): Promise<number> {
  const entry = ['--conditions=source', '--import', 'tsx', 'test/faults/cli.ts', ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, entry, { cwd, stdio: 'inherit' });
    // Whoever ends this process ends the run with it; its own services go with that.
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGTERM', pass).on('SIGINT', pass);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGTERM', pass).off('SIGINT', pass);
      resolve(code ?? 1);
    });
  });
}
