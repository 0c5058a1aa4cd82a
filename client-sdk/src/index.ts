export { TicketFlowClient } from './client.ts';
export type {
  CallOptions,
  Credentials,
  NewPassword,
  SandboxApproval,
  TicketFlowClientOptions,
} from './client-options.ts';
export { TicketFlowError } from './errors.ts';
export type { ClientErrorCode } from './errors.ts';
export { gradeRanks } from './grade-ranks.ts';
export type { ChannelState } from './map-follower.ts';
export type { SearchCalls, SearchQuery } from './search-calls.ts';
export type {
  BestWish,
  HoldWish,
  SeatChannel,
  SeatChannelEvents,
  SeatLook,
} from './seat-channel.ts';
export { SeatMapState } from './seat-map-state.ts';
export type { Applied } from './seat-map-state.ts';
export type { NewAccount } from './sign-up.ts';
export type { WaitingRoom, WaitingRoomEvents } from './waiting-room.ts';
export * from './protocol/index.ts';
