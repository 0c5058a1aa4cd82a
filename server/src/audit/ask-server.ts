import { request as httpRequest } from 'node:http';
import type { OwnerFile } from '../platform/owner-file.ts';
import type { AuditReport, AuditRequest } from './audit.ts';

/**
 * The report of the server that has the database open. Undefined when that server is gone: nobody
 * listens there, or somebody else does. Throws when it is there and does not do it. Waits as long
 * as it takes, which `fetch` does not.
 */
export async function askServer(
  { url, token }: OwnerFile,
  { since, pauseMs, performanceId }: AuditRequest,
): Promise<AuditReport | undefined> {
  const query = new URLSearchParams({
    ...(since !== undefined && { since: String(since) }),
    ...(pauseMs !== undefined && { pauseMs: String(pauseMs) }),
    ...(performanceId !== undefined && { performance: String(performanceId) }),
  });
  const address = `${url}/api/admin/audit?${query.toString()}`;
  const answer = await get(address, { Authorization: `Bearer ${token}` });
  if (answer === undefined || answer.status === 403 || answer.status === 404) return undefined;
  if (answer.status !== 200) throw new Error(`the server said ${String(answer.status)}`);
  return JSON.parse(answer.body) as AuditReport;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Undefined when nobody listens. */
function get(address: string, headers: Record<string, string>): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(address, { headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body });
      });
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
    request.end();
  });
}
