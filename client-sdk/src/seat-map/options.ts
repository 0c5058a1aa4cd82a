import type { TicketFlowClient } from '../client.ts';
import type { TicketFlowError } from '../errors.ts';
import type { ChannelState } from '../map-follower.ts';
import type { Grade, HoldEnded, PerformanceDetail } from '../protocol/index.ts';
import type { SeatChannel, SeatLook } from '../seat-channel.ts';
import type { SeatFilter } from './model/filter.ts';
import type { MapView } from './model/state.ts';
import type { Messages } from './words/messages.ts';

export interface SeatMapOptions {
  readonly client: TicketFlowClient;
  readonly performanceId: number;
  /** Language of the map. `ko` and `en` are complete. @default the client's `locale` */
  readonly locale?: string;
  /** Own texts by key; with another `locale`, what is missing stays English. */
  readonly messages?: Partial<Messages>;
  /** `auto` follows the device. @default 'auto' */
  readonly colorScheme?: ColorScheme;
  /** What is shown first; people may change it. @default 'map' */
  readonly view?: MapView;
  /** Seats one may hold here, within what the performance allows. @default the performance's */
  readonly maxSeats?: number;
  /**
   * Asked when a visitor wants seats; sign the person in and answer whether that worked. Without
   * it, the map says that signing in is needed.
   */
  readonly signIn?: (wish: SignInWish) => Promise<boolean>;
  /** Renew holds at half of their time while the person is there. @default true */
  readonly keepHolds?: boolean;
  /** Parts that may be left out. @default all but `state` */
  readonly show?: Partial<Readonly<Record<MapPart, boolean>>>;
  /** Takes the map down. */
  readonly signal?: AbortSignal;
}

export type ColorScheme = 'auto' | 'light' | 'dark';
/** `best`: the button for the best seats together, where the server offers it. */
export type MapPart = 'legend' | 'minimap' | 'zoom' | 'best' | 'listButton' | 'state';

export interface SignInWish {
  /** Labels of the seats, as they are read; empty for places of an area and for the best seats. */
  readonly seats: readonly string[];
}

/** A seat or place as this person sees it now. */
export interface SeatInfo {
  /** Index in the chart, what `SeatChannel` speaks of. */
  readonly seat: number;
  /** Unique in the chart: "1F-B-12". */
  readonly label: string;
  /** The label as it is read in the map's language. */
  readonly text: string;
  readonly section: string;
  readonly row: string;
  readonly number: string;
  /** Name of the general-admission area, if it is a place in one. */
  readonly area: string | undefined;
  readonly look: SeatLook;
  readonly grade: Grade | undefined;
  /** Position of the grade in the performance's list; what its mark is drawn by. -1 for none. */
  readonly rank: number;
  readonly accessible: boolean;
  readonly companion: boolean;
  readonly restrictedView: boolean;
}

/** A seat that this person holds. */
export interface HeldSeat extends SeatInfo {
  /** Of the hold; seats held together are given back together. */
  readonly token: string;
  /** Instant in milliseconds UTC on the server's clock. */
  readonly expiresAt: number;
}

export interface SeatMapEvents {
  /** The first picture with live seats has been painted. */
  ready: undefined;
  /** It could not be loaded; the person is offered to try again. */
  failed: TicketFlowError;
  /** My seats, after any change of them on any device. */
  holds: readonly HeldSeat[];
  expired: HoldEnded;
  lost: HoldEnded;
  /** Of the live connection. */
  state: ChannelState;
  view: MapView;
  /** What is under the pointer or has the keyboard's focus. */
  point: SeatInfo | undefined;
}

/** A live map on a page. */
export interface SeatMap {
  /** Undefined until it is loaded. */
  readonly performance: PerformanceDetail | undefined;
  readonly channel: SeatChannel;
  readonly holds: readonly HeldSeat[];
  /** Answers the function that ends the subscription. */
  on<K extends keyof SeatMapEvents>(
    event: K,
    listener: (payload: SeatMapEvents[K]) => void,
  ): () => void;
  /** Resolves with the first picture; rejects with what kept it from coming. */
  ready(): Promise<void>;
  /** A seat by label or index. */
  seat(seat: string | number): SeatInfo | undefined;
  /** As a tap does: takes a free seat, gives mine back, explains any other. */
  pick(seat: string | number): void;
  /** All or none; answers whether they are held now. */
  hold(seats: readonly (string | number)[]): Promise<boolean>;
  holdBest(wish: { readonly count: number; readonly gradeId?: number }): Promise<boolean>;
  giveBack(seat: string | number): Promise<void>;
  /** Brings a seat into view, large enough to be chosen. */
  zoomTo(seat: string | number, options?: { readonly animate?: boolean }): void;
  fit(): void;
  /** Where a seat is, in CSS pixels of the window; undefined when it is out of sight. */
  positionOf(seat: string | number): { readonly x: number; readonly y: number } | undefined;
  readonly view: MapView;
  setView(view: MapView): void;
  /** Index into the chart's floors; undefined for all. */
  setFloor(floor: number | undefined): void;
  setFilter(filter: SeatFilter): void;
  /** Loads names in that language again where the server has them. */
  setLocale(locale: string, messages?: Partial<Messages>): void;
  setColorScheme(scheme: ColorScheme): void;
  /** Reads the `--tf-…` properties again, after the page has changed them. */
  retheme(): void;
  /** Takes it down. Holds stay until they run out or are given back. */
  readonly destroy: () => void;
}
