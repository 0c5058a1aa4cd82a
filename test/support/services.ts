export { sharedFolder, startService, type Service } from './services/child.ts';
export { startMariaDb, type MariaDbOptions, type MariaDbService } from './services/mariadb.ts';
export {
  NGINX_TEMP_PATHS,
  startNginx,
  type NginxOptions,
  type NginxService,
} from './services/nginx.ts';
export { startRedis, type RedisOptions, type RedisService } from './services/redis.ts';
