export { createOrderRepository } from './order-repository.ts';
export { createOrders } from './orders.ts';
export type { Orders } from './orders.ts';
export { createOwnerLookup } from './owners.ts';
export { createPaymentRepository } from './payment-repository.ts';
export { orderRoutes } from './routes.ts';
