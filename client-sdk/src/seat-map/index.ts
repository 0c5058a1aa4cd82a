export { createSeatMap } from './create-seat-map.ts';
export type {
  ColorScheme,
  HeldSeat,
  MapPart,
  SeatInfo,
  SeatMap,
  SeatMapEvents,
  SeatMapOptions,
  SignInWish,
} from './options.ts';
export type { SeatFilter } from './model/filter.ts';
export type { MapView } from './model/state.ts';
export type { MessageKey, Messages } from './words/messages.ts';
export { gradePaint } from './canvas/paint.ts';
export type { GradePaint } from './canvas/paint.ts';
export { keepHolds } from './keep-holds.ts';
export { markPath } from './canvas/marks.ts';
export { loadTable as loadMessages } from './words/tables.ts';
