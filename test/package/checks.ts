import { readFile } from 'node:fs/promises';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { runTool } from './stage.ts';
import type { StagedPackage } from './stage.ts';

/** What publint has to say of the tarball, suggestions included. */
export async function publintMessages({ tarball }: StagedPackage): Promise<string[]> {
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(bytes).buffer },
    strict: true,
  });
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

/** Whether each entry's types and code are found, and fit, in every way to resolve them. */
export async function areTheTypesWrong({ folder, tarball }: StagedPackage): Promise<string> {
  return runTool(
    '@arethetypeswrong/cli/dist/index.js',
    [tarball, '--profile', 'strict', '--no-color', '--no-emoji'],
    folder,
  );
}
