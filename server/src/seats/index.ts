export { MAX_SEATS_PER_HOLD } from './holds.ts';
export type { NamedHold } from './holds.ts';
export { createMemorySeatStore } from './memory/memory-seat-store.ts';
export type { OwnerLookup } from './owner-lookup.ts';
export { createRedisSeatStore } from './redis/redis-seat-store.ts';
export type { SaleFacts, SaleTermsPort } from './sale-facts.ts';
export type { OrphanRule, SeatStore } from './seat-store.ts';
export { createSeats } from './seats.ts';
export type { SeatMapImage, Seats } from './seats.ts';
