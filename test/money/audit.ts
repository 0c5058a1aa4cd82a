import { spawn } from 'node:child_process';
import type { AuditReport } from '../../server/src/audit/index.ts';
import type { Stage } from './stage.ts';

const ENTRY = ['--conditions=source', '--import', 'tsx', 'server/src/audit/cli.ts', '--json'];

/** Runs `npm run audit -- --json` as an operator would, beside whatever is there. */
export async function auditOf(stage: Pick<Stage, 'env'>): Promise<AuditReport> {
  const child = spawn(process.execPath, ENTRY, {
    env: { PATH: process.env['PATH'] ?? '', ...stage.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  try {
    return JSON.parse(text) as AuditReport;
  } catch (cause) {
    throw new Error(`the audit said: ${text}`, { cause });
  }
}
