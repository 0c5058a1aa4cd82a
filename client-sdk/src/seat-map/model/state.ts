import type { SeatChannel } from '../../seat-channel.ts';
import type { PerformanceDetail, WireHold } from '../../protocol/index.ts';
import type { Words } from '../words/words.ts';
import type { SeatFilter } from './filter.ts';
import type { MapLayout } from './layout.ts';
import type { LookBook } from './looks.ts';
import type { Picker } from './picker.ts';
import type { Pointing } from './pointed.ts';
import type { Store } from './store.ts';

export type MapView = 'map' | 'list';

/** Something to tell the person, with what can be done about it. */
export interface MapNotice {
  readonly text: string;
  readonly tone: 'plain' | 'loss';
  readonly actions: readonly { readonly label: string; readonly run: () => void }[];
}

/** All that the parts of one seat map show, besides the seats themselves. */
export interface MapState {
  readonly performance: PerformanceDetail;
  readonly words: Words;
  readonly view: MapView;
  /** Index of the floor that is shown; undefined for all together. */
  readonly floor: number | undefined;
  readonly filter: SeatFilter;
  /** Ranks of the grades that fit the filter; undefined for all. */
  readonly wanted: ReadonlySet<number> | undefined;
  readonly pointing: Pointing | undefined;
  readonly notice: MapNotice | undefined;
  /** This person's holds. */
  readonly holds: readonly WireHold[];
  /** General-admission area whose dialog is open. */
  readonly openArea: number | undefined;
  /** Dragging selects several seats instead of moving the map. */
  readonly selecting: boolean;
  /** A request in this person's name is under way. */
  readonly busy: boolean;
}

/** What every part of the map is given. */
export interface MapContext {
  readonly store: Store<MapState>;
  readonly layout: MapLayout;
  readonly book: LookBook;
  readonly channel: SeatChannel;
  readonly picker: Picker;
  /** Moves the picture; in the list it focuses the seat. */
  readonly show: {
    readonly seat: (seat: number, animate?: boolean) => void;
    readonly section: (section: number) => void;
  };
}
