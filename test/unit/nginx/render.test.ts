import { describe, expect, it } from 'vitest';

import { composeSettings } from '../../../nginx/compose-settings.ts';
import { readTemplate, renderNginx, type NginxSettings } from '../../../nginx/render.ts';

const settings: NginxSettings = {
  listen: '127.0.0.1:8080',
  nodes: [
    { id: 'n1', address: '127.0.0.1:4001' },
    { id: 'pool', address: '127.0.0.1:4002' },
  ],
  folder: '',
  accessLog: 'access.log',
  requestsPerSecond: 30,
  connectionsPerAddress: 40,
};

function render(changes: Partial<NginxSettings> = {}): string {
  return renderNginx(readTemplate(), { ...settings, ...changes });
}

function withIds(...ids: string[]): () => string {
  return () => render({ nodes: ids.map((id) => ({ id, address: '127.0.0.1:4001' })) });
}

/** The block that begins with `head`, up to its closing brace. */
function block(conf: string, head: string): string {
  const start = conf.indexOf(`${head} {`);
  expect(start, head).toBeGreaterThan(-1);
  return conf.slice(start, conf.indexOf('}', start));
}

describe('the Nginx configuration', () => {
  it('NGINX-6 nodes known by name: one pool of all, one upstream each, a session by its id', () => {
    const conf = render();
    const pool = block(conf, 'upstream pool');
    expect(pool).toContain('least_conn;');
    expect(pool).toContain('server 127.0.0.1:4001 max_fails=1 fail_timeout=2s;');
    expect(pool).toContain('server 127.0.0.1:4002 max_fails=1 fail_timeout=2s;');
    expect(block(conf, 'upstream node_n1')).toContain('server 127.0.0.1:4001;');
    expect(block(conf, 'upstream node_pool')).toContain('server 127.0.0.1:4002;');
    const sessions = block(conf, 'map $arg_sid $session_upstream');
    expect(sessions).toContain('"~^n1\\." node_n1;');
    expect(sessions).toContain('"~^pool\\." node_pool;');
  });

  it('NGINX-6 nothing of the template is left open', () => {
    const conf = render();
    expect(conf).not.toMatch(/\{\{|undefined/);
    expect(conf).toContain('listen 127.0.0.1:8080;');
    expect(conf).toContain('rate=30r/s');
    expect(conf).toContain('burst=60 nodelay');
    expect(conf).toContain('limit_conn connections 40;');
    expect(() => renderNginx('{{surprise}}', settings)).toThrow(/unknown \{\{surprise\}\}/);
  });

  it('NGINX-7 webhooks are counted by themselves, at the same rate', () => {
    const conf = render();
    expect(conf).toContain('zone=webhooks:1m rate=30r/s;');
    const webhooks = block(conf, 'location /api/webhooks/');
    expect(webhooks).toContain('limit_req zone=webhooks burst=150;');
    expect(webhooks).not.toContain('zone=requests');
  });

  it.each(['payment', 'cancel', 'refunds', 'refund-account'])(
    'NGINX-8 what asks a provider has more time: an order’s %s',
    (step) => {
      const [, pattern = ''] = /location ~ (\^\/api\/orders\S+) \{/.exec(render()) ?? [];
      expect(`/api/orders/o123456/${step}`).toMatch(new RegExp(pattern));
      expect('/api/orders/o123456').not.toMatch(new RegExp(pattern));
      expect(block(render(), `location ~ ${pattern}`)).toContain('proxy_read_timeout 10s;');
    },
  );

  it('NGINX-4 geometry that was cached before it had CORS headers is not found again', () => {
    const charts = block(render(), 'location /api/charts/');
    expect(charts).toContain('proxy_cache_key $uri|$accepted_encoding|cors;');
  });

  it('NGINX-2 what may have changed something is not sent twice', () => {
    expect(render()).toContain('proxy_next_upstream error timeout invalid_header;');
    expect(render()).not.toContain('non_idempotent');
  });

  it.each(['', 'N1', '-n1', 'n_1', 'n.1', 'n1;', 'n1\n', 'n"1', '$n', 'a'.repeat(33)])(
    'NGINX-6 refuses the node id %j',
    (id) => {
      expect(withIds('n1', id)).toThrow(/cannot be a node's id/);
    },
  );

  it('NGINX-6 takes every id a node may have, each once', () => {
    expect(withIds('1', 'a-b', 'a'.repeat(32))).not.toThrow();
    expect(withIds('n1', 'n2', 'n1')).toThrow(/two nodes have the id "n1"/);
    expect(withIds()).toThrow(/at least one node/);
  });

  it.each([0, -1, 1.5, Number.NaN])('NGINX-3 refuses a limit of %d', (value) => {
    expect(() => render({ requestsPerSecond: value })).toThrow(/^requestsPerSecond/);
    expect(() => render({ connectionsPerAddress: value })).toThrow(/^connectionsPerAddress/);
  });

  it('NGINX-6 nginx/compose.conf is what the template renders (npx vitest run -u test/unit/nginx)', async () => {
    const conf = renderNginx(readTemplate(), composeSettings);
    expect(block(conf, 'upstream pool')).toContain('server node:3000 ');
    expect(conf).toContain('"~^(?<container>[0-9a-f]{12})\\." $container:3000;');
    await expect(conf).toMatchFileSnapshot('../../../nginx/compose.conf');
  });
});
