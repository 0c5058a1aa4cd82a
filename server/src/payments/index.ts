export type * from './gateway.ts';
export { createGateways } from './gateways.ts';
export type { Gateways } from './gateways.ts';
export { paymentRoutes, sandboxRoutes } from './routes.ts';
export { createSandboxRepository } from './sandbox-repository.ts';
export { createSandboxGateway } from './sandbox.ts';
export type { SandboxGateway } from './sandbox.ts';
export { createStripeGateway } from './stripe/stripe.ts';
export { createTossGateway } from './toss/toss.ts';
