export { PermanentFailure } from '../platform/permanent-failure.ts';
export type { Deliver, OutboxMessage } from './delivery.ts';
export { createOutbox } from './outbox.ts';
export type { Outbox, OutboxEntry } from './outbox.ts';
export type { NewMessage } from './outbox-repository.ts';
export { outboxRoutes } from './routes.ts';
