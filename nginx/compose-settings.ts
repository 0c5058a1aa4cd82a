import type { NginxSettings } from './render.ts';

/** What `compose.conf` is rendered for: the service `node` of docker-compose.yml, scaled at will. */
export const composeSettings: NginxSettings = {
  listen: '80',
  nodes: { host: 'node', port: 3000, resolver: '127.0.0.11' },
  folder: '/var/cache/nginx/',
  accessLog: '/dev/stdout',
  // A household, an office or a whole mobile network shares one address. Behind a proxy that ends
  // TLS everybody does: name it in `trustedProxies`.
  requestsPerSecond: 100,
  connectionsPerAddress: 1_000,
  trustedProxies: [],
};
