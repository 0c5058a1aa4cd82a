export { partnerAdminRoutes } from './admin-routes.ts';
export { createSocketsForPartners } from './embedding-socket.ts';
export type { SocketsForPartners } from './embedding-socket.ts';
export { restForPartners } from './embedding.ts';
export { createPartnerRepository } from './partner-repository.ts';
export { createPartners } from './partners.ts';
export type { Partners } from './partners.ts';
