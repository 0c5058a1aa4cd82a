import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { requireBinary } from '../find-binary.ts';
import { freePort } from '../free-port.ts';
import { startService, temporaryFolder, type Service } from './child.ts';

export interface NginxService extends Service {
  readonly url: string;
}

export interface NginxOptions {
  /** @default a free one */
  port?: number;
  /** The caller's folder, kept at the end. @default a temporary one */
  dir?: string;
}

/** For the `http` block: the packaged defaults are folders that only root may write to. */
export const NGINX_TEMP_PATHS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  .map((kind) => `${kind}_temp_path ${kind}_temp;`)
  .join('\n');

/**
 * A private Nginx. `confText` is a whole nginx.conf, or makes one for the port it is given;
 * a text's `{{port}}` is replaced. Paths in it are relative to the service's folder; `daemon`,
 * `pid` and `user` are set from outside and must not appear in it.
 */
export async function startNginx(
  confText: string | ((port: number) => string),
  options: NginxOptions = {},
): Promise<NginxService> {
  const binary = requireBinary('nginx');
  const port = options.port ?? (await freePort());
  const dir = options.dir ?? temporaryFolder('nginx');
  const text =
    typeof confText === 'string' ? confText.replaceAll('{{port}}', String(port)) : confText(port);
  writeFileSync(join(dir, 'nginx.conf'), text);
  // Workers of a root-owned Nginx become "nobody", who may not enter the temporary folder.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const service = await startService({
    name: 'nginx',
    binary,
    args: [
      ...['-p', dir, '-c', 'nginx.conf', '-e', 'error.log'],
      ...['-g', `daemon off; pid nginx.pid; ${user}`],
    ],
    dir,
    keepDir: options.dir !== undefined,
    port,
    ready: () => accepts(port),
  });
  return { ...service, url: `http://127.0.0.1:${port}` };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
