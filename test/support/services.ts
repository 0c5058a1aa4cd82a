export type { Service } from './services/child.ts';
export { startMariaDb, type MariaDbService } from './services/mariadb.ts';
export { NGINX_TEMP_PATHS, startNginx, type NginxService } from './services/nginx.ts';
export { startRedis, type RedisOptions, type RedisService } from './services/redis.ts';
