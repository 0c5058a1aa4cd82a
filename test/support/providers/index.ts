export type { Fault, FaultKind, Operation } from './faults.ts';
export type { Authorisation, ProviderServer, WebhookMessage } from './provider-server.ts';
export { startStripeServer } from './stripe-server.ts';
export type { StripeServer } from './stripe-server.ts';
export { startTossServer } from './toss-server.ts';
export type { TossServer } from './toss-server.ts';
export { gatewayOf } from './gateways.ts';
