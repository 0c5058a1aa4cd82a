export { orderAdminRoutes } from './admin-routes.ts';
export { createOrderRepository } from './order-repository.ts';
export { createOrders } from './orders.ts';
export type { Orders } from './orders.ts';
export { createOwnerLookup } from './owners.ts';
export { createRefundRepository } from './refund-repository.ts';
export { orderRoutes } from './routes.ts';
export { createTicketSigning } from './ticket-signing.ts';
