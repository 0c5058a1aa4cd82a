import { readFileSync } from 'node:fs';

import { waitFor } from '../support/wait.ts';

export interface LoggedRequest {
  readonly method: string;
  /** Path without its query. */
  readonly path: string;
  readonly status: number;
  /** Addresses of all nodes it was passed to, in order. */
  readonly upstreams: readonly string[];
}

const LINE = /"(?<method>\S+) (?<path>\S+)" status=(?<status>\d+) upstream="(?<upstream>[^"]*)"/;

export function readAccessLog(file: string): LoggedRequest[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const { method = '', path = '', status = '', upstream = '' } = LINE.exec(line)?.groups ?? {};
    return { method, path, status: Number(status), upstreams: upstream.split(', ') };
  });
}

/** Nginx writes a request down when it is over, which may be after its client has the answer. */
export function loggedRequests(
  file: string,
  path: string,
  count: number,
): Promise<readonly LoggedRequest[]> {
  return waitFor(
    () => {
      const found = readAccessLog(file).filter((request) => request.path === path);
      return found.length >= count ? found : undefined;
    },
    { message: `${count} requests for ${path} in the access log` },
  );
}
