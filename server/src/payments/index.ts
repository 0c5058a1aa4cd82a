export type { ConfirmOutcome, PaymentGateway } from './gateway.ts';
export { sandboxRoutes } from './routes.ts';
export { createSandboxRepository } from './sandbox-repository.ts';
export { createSandboxGateway } from './sandbox.ts';
