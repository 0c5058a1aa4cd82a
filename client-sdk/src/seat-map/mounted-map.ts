import { Emitter } from '../emitter.ts';
import { TicketFlowError } from '../errors.ts';
import type { ChartGeometry, PerformanceDetail } from '../protocol/index.ts';
import type { SeatChannel } from '../seat-channel.ts';
import { followScheme } from './color-scheme.ts';
import type { SchemeFollower } from './color-scheme.ts';
import { keepHolds } from './keep-holds.ts';
import type { SeatFilter } from './model/filter.ts';
import type { MapView } from './model/state.ts';
import type {
  ColorScheme,
  HeldSeat,
  SeatInfo,
  SeatMap,
  SeatMapEvents,
  SeatMapOptions,
} from './options.ts';
import { createCover } from './parts/cover.ts';
import { make } from './parts/dom.ts';
import { adoptSheets } from './parts/sheets.ts';
import type { Sheets } from './parts/sheets.ts';
import { Readiness } from './readiness.ts';
import { createRoom } from './room.ts';
import type { Room } from './room.ts';
import { heldSeats, indexOf, seatInfo } from './seat-info.ts';
import { isServed, tagOf } from './words/locales.ts';
import { loadTable } from './words/tables.ts';
import { createSay, createWords } from './words/words.ts';
import type { Messages } from './words/messages.ts';

type SeatName = string | number;

/** A seat map on a page: loads what it shows, and hands on what the page asks of it. */
export class MountedMap implements SeatMap {
  readonly channel: SeatChannel;
  readonly #options: SeatMapOptions;
  readonly #events = new Emitter<SeatMapEvents>();
  readonly #host = make('div', { class: 'ticket-flow-seat-map' });
  readonly #shadow = this.#host.attachShadow({ mode: 'open' });
  readonly #sheets: Sheets = adoptSheets(this.#shadow);
  readonly #scheme: SchemeFollower;
  readonly #loading = new AbortController();
  readonly #readiness = new Readiness();
  readonly #stops: (() => void)[] = [];
  #locale: string;
  #messages: Partial<Messages> | undefined;
  #room: Room | undefined;
  #held: readonly HeldSeat[] = [];
  /** A picture with live seats has been painted. */
  #isShown = false;

  constructor(container: HTMLElement, options: SeatMapOptions) {
    const { client, performanceId, signal } = options;
    this.#options = options;
    this.#locale = tagOf(options.locale ?? client.locale);
    this.#messages = options.messages;
    container.append(this.#host);
    this.#scheme = followScheme(this.#host, options.colorScheme ?? 'auto', () => {
      this.#room?.map.picture.retheme();
    });
    this.channel = client.seatChannel(performanceId);
    this.#listen();
    signal?.addEventListener('abort', this.destroy, { once: true });
    if (signal?.aborted) this.destroy();
    else void this.#load();
  }

  get performance(): PerformanceDetail | undefined {
    return this.#room?.context.store.state.performance;
  }

  get holds(): readonly HeldSeat[] {
    return this.#held;
  }

  get view(): MapView {
    return this.#room?.context.store.state.view ?? this.#options.view ?? 'map';
  }

  on<K extends keyof SeatMapEvents>(
    event: K,
    listener: (payload: SeatMapEvents[K]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  ready(): Promise<void> {
    return this.#readiness.promise;
  }

  seat(seat: SeatName): SeatInfo | undefined {
    return this.#room && seatInfo(partsOf(this.#room), seat);
  }

  pick(seat: SeatName): void {
    this.#with(seat, (index, { context }) => {
      context.picker.pick(index);
    });
  }

  async hold(seats: readonly SeatName[]): Promise<boolean> {
    const room = this.#room;
    if (!room) return false;
    const indices = seats.flatMap((seat) => indexOf(room.context.layout, seat) ?? []);
    if (indices.length !== seats.length) return false;
    return room.context.picker.pickTogether(indices);
  }

  async holdBest(wish: { readonly count: number; readonly gradeId?: number }): Promise<boolean> {
    return this.#room?.context.picker.pickBest(wish) ?? false;
  }

  async giveBack(seat: SeatName): Promise<void> {
    await this.#with(seat, (index, { context }) => context.picker.giveBack(index));
  }

  zoomTo(seat: SeatName, { animate = true }: { readonly animate?: boolean } = {}): void {
    this.#with(seat, (index, { context }) => {
      context.show.seat(index, animate);
    });
  }

  fit(): void {
    this.#room?.map.fit();
  }

  positionOf(seat: SeatName): { readonly x: number; readonly y: number } | undefined {
    return this.#with(seat, (index, { map }) => map.positionOf(index));
  }

  setView(view: MapView): void {
    this.#room?.context.store.set({ view });
  }

  setFloor(floor: number | undefined): void {
    const { store, layout } = this.#room?.context ?? {};
    // Floors that lie over each other are never shown together.
    if (floor !== undefined || !layout?.floorsCollide) store?.set({ floor });
  }

  setFilter(filter: SeatFilter): void {
    this.#room?.setFilter(filter);
  }

  setLocale(wanted: string, messages = this.#messages): void {
    const locale = tagOf(wanted);
    if (locale === this.#locale && messages === this.#messages) return;
    this.#locale = locale;
    this.#messages = messages;
    // What could not be fetched keeps its words; the map is the same in any language.
    this.#reword().catch(() => undefined);
  }

  setColorScheme(scheme: ColorScheme): void {
    this.#scheme.set(scheme);
  }

  retheme(): void {
    this.#room?.map.picture.retheme();
  }

  readonly destroy = (): void => {
    this.#options.signal?.removeEventListener('abort', this.destroy);
    this.#loading.abort();
    this.#readiness.failed(new TicketFlowError('ABORTED', 'The seat map was taken down.'));
    for (const stop of this.#stops.splice(0)) stop();
    this.#scheme.stop();
    this.#room?.close();
    this.#room = undefined;
    this.channel.close();
    this.#events.clear();
    this.#host.remove();
  };

  #listen(): void {
    const { channel } = this;
    for (const event of ['state', 'expired', 'lost'] as const) {
      this.#stops.push(
        channel.on(event, (payload) => {
          this.#events.emit(event, payload);
        }),
      );
    }
    this.#stops.push(
      channel.on('holds', () => {
        this.#tellHolds();
      }),
      // A list is ready without a picture.
      channel.on('change', () => {
        if (this.#room && this.view === 'list') this.#painted();
      }),
    );
    if (this.#options.keepHolds !== false) this.#stops.push(keepHolds(channel));
  }

  async #load(): Promise<void> {
    const cover = createCover();
    this.#shadow.replaceChildren(cover.element);
    const { signal } = this.#loading;
    const spoken = [this.#locale, this.#messages];
    const table = loadTable(this.#locale, this.#messages).catch(() => undefined);
    try {
      const [performance, messages] = await Promise.all([this.#fetchPerformance(), table]);
      const chart = await this.#options.client.geometry(performance, { signal });
      if (!messages) throw new TicketFlowError('NETWORK', 'The texts could not be loaded.');
      if (signal.aborted) return;
      this.#open(performance, chart, messages);
      // Another language was asked for meanwhile.
      if (spoken[0] !== this.#locale || spoken[1] !== this.#messages) await this.#reword();
    } catch (error) {
      if (signal.aborted) return;
      const known = asKnown(error);
      const messages = await table;
      cover.failed(messages && createSay(messages), known, () => void this.#load());
      this.#readiness.failed(known);
      this.#events.emit('failed', known);
    }
  }

  #open(performance: PerformanceDetail, chart: ChartGeometry, table: Messages): void {
    const room = createRoom({
      ...{ channel: this.channel, performance, chart, options: this.#options },
      ...{ locale: this.#locale, table },
      painted: () => {
        this.#painted();
      },
      themed: ({ background }) => {
        const colours = performance.grades.map(({ color }) => color);
        this.#sheets.paint(colours, background);
      },
    });
    this.#room = room;
    this.#shadow.replaceChildren(room.element);
    // Only on the page do the tokens have values.
    room.map.picture.retheme();
    const { store } = room.context;
    this.#stops.push(
      store.watch(['view'], ({ view }) => {
        this.#events.emit('view', view);
      }),
      store.watch(['pointing'], ({ pointing }) => {
        const seat = pointing?.pointed.kind === 'seat' ? pointing.pointed.seat : undefined;
        this.#events.emit('point', seat === undefined ? undefined : this.seat(seat));
      }),
    );
    if (this.view === 'list') this.#painted();
    this.#tellHolds();
  }

  readonly #painted = (): void => {
    if (this.#isShown || this.channel.bits === undefined) return;
    this.#isShown = true;
    this.#readiness.done();
    this.#events.emit('ready', undefined);
  };

  #tellHolds(): void {
    this.#held = this.#room ? heldSeats(partsOf(this.#room), this.channel.holds) : [];
    this.#events.emit('holds', this.#held);
  }

  #fetchPerformance(): Promise<PerformanceDetail> {
    const { client, performanceId } = this.#options;
    const locale = this.#locale;
    return client.performance(performanceId, {
      signal: this.#loading.signal,
      ...(isServed(locale) && { locale }),
    });
  }

  async #reword(): Promise<void> {
    const locale = this.#locale;
    const [table, performance] = await Promise.all([
      loadTable(locale, this.#messages),
      this.#fetchPerformance(),
    ]);
    if (!this.#room || locale !== this.#locale) return;
    const { store, layout } = this.#room.context;
    store.set({ performance, words: createWords({ locale, table, performance, layout }) });
    this.#tellHolds();
  }

  #with<T>(seat: SeatName, then: (index: number, room: Room) => T): T | undefined {
    const room = this.#room;
    const index = room && indexOf(room.context.layout, seat);
    return index === undefined || !room ? undefined : then(index, room);
  }
}

function partsOf({ context }: Room) {
  return { layout: context.layout, channel: context.channel, state: context.store.state };
}

function asKnown(error: unknown): TicketFlowError {
  if (error instanceof TicketFlowError) return error;
  return new TicketFlowError('NETWORK', 'The seat map could not be loaded.', { cause: error });
}
