export { createAvailability } from './availability.ts';
export { createFeed } from './feed.ts';
export type { Feed } from './feed.ts';
export { attachGateway, holderOf, roomOutput, tellOrder } from './gateway.ts';
export type { LiveServer } from './gateway.ts';
export { attachNudges } from './nudges.ts';
export { liveMapRoutes } from './routes.ts';
export { createTellHolder } from './tell-holder.ts';
