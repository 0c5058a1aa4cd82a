import { Emitter } from '../emitter.ts';
import { TicketFlowError } from '../errors.ts';
import type { Locale, PerformanceDetail } from '../protocol/index.ts';
import { keepHolds } from './keep-holds.ts';
import type { ColorScheme, HeldSeat, SeatMap, SeatMapEvents, SeatMapOptions } from './options.ts';
import { createCover } from './parts/cover.ts';
import { make } from './parts/dom.ts';
import { adoptSheets } from './parts/sheets.ts';
import { createRoom } from './room.ts';
import type { Room } from './room.ts';
import { heldSeats, indexOf, seatInfo } from './seat-info.ts';
import { createSay, createWords } from './words/words.ts';

/**
 * Shows a performance's seats, live, in an element of the page; it takes the element's size. What
 * it makes is inside of a shadow root, so neither side's styles reach the other; colours and font
 * follow the element's `--tf-…` properties.
 */
export function createSeatMap(container: HTMLElement, options: SeatMapOptions): SeatMap {
  const { client, performanceId, signal } = options;
  const events = new Emitter<SeatMapEvents>();
  const host = make('div', { class: 'ticket-flow-seat-map' });
  const shadow = host.attachShadow({ mode: 'open' });
  const sheets = adoptSheets(shadow);
  container.append(host);
  const channel = client.seatChannel(performanceId);
  const loading = new AbortController();
  const scheme = followScheme(host, options.colorScheme ?? 'auto', () => {
    room?.map.picture.retheme();
  });
  let locale: string = options.locale ?? client.locale;
  let { messages } = options;
  let room: Room | undefined;
  let held: readonly HeldSeat[] = [];
  let settle: { done: () => void; failed: (error: unknown) => void };
  const isReady = new Promise<void>((done, failed) => {
    settle = { done, failed };
  });
  // Whoever does not ask for it must not be told of an unhandled rejection.
  isReady.catch(() => undefined);

  const stops = [
    channel.on('state', (state) => {
      events.emit('state', state);
    }),
    channel.on('expired', (ended) => {
      events.emit('expired', ended);
    }),
    channel.on('lost', (ended) => {
      events.emit('lost', ended);
    }),
    channel.on('holds', () => {
      tellHolds();
    }),
    ...(options.keepHolds === false ? [] : [keepHolds(channel)]),
    scheme.stop,
  ];

  const parts = () => room && { ...room.context, state: room.context.store.state };
  const tellHolds = (): void => {
    const known = parts();
    held = known ? heldSeats(known, channel.holds) : [];
    events.emit('holds', held);
  };
  const painted = (): void => {
    if (channel.bits === undefined) return;
    settle.done();
    events.emit('ready', undefined);
    painting = () => undefined;
  };
  let painting = painted;

  const load = async (): Promise<void> => {
    const cover = createCover();
    const say = createSay(locale, messages);
    cover.waiting(say);
    shadow.replaceChildren(cover.element);
    try {
      const performance = await fetchPerformance();
      const chart = await client.geometry(performance, { signal: loading.signal });
      if (loading.signal.aborted) return;
      open(performance, chart);
    } catch (error) {
      if (loading.signal.aborted) return;
      const known = asKnown(error);
      cover.failed(say, known, () => void load());
      settle.failed(known);
      events.emit('failed', known);
    }
  };
  const open = (
    performance: PerformanceDetail,
    chart: Parameters<typeof createRoom>[0]['chart'],
  ) => {
    room = createRoom({
      ...{ channel, performance, chart, options, locale, messages },
      painted: () => {
        painting();
      },
      themed: ({ background }) => {
        sheets.paint(
          performance.grades.map(({ color }) => color),
          background,
        );
      },
    });
    shadow.replaceChildren(room.element);
    // Only on the page do the tokens have values.
    room.map.picture.retheme();
    // A list is ready without a picture.
    if (room.context.store.state.view === 'list') {
      channel.ready().then(
        () => {
          painting();
        },
        () => undefined,
      );
    }
    const { store } = room.context;
    stops.push(
      store.watch(['view'], ({ view }) => {
        events.emit('view', view);
      }),
      store.watch(['pointing'], ({ pointing }) => {
        const known = parts();
        const seat = pointing?.pointed.kind === 'seat' ? pointing.pointed.seat : undefined;
        events.emit('point', known && seat !== undefined ? seatInfo(known, seat) : undefined);
      }),
    );
    tellHolds();
  };
  const fetchPerformance = () =>
    client.performance(performanceId, {
      signal: loading.signal,
      ...(isServed(locale) && { locale }),
    });
  const reword = async (): Promise<void> => {
    if (!room) return;
    const { store, layout } = room.context;
    const told = locale;
    const put = (performance: PerformanceDetail): void => {
      store.set({ performance, words: createWords({ locale, messages, performance, layout }) });
    };
    put(store.state.performance);
    const performance = await fetchPerformance();
    if (told === locale) put(performance);
  };
  const destroy = (): void => {
    loading.abort();
    settle.failed(new TicketFlowError('ABORTED', 'The seat map was taken down.'));
    for (const stop of stops.splice(0)) stop();
    room?.close();
    channel.close();
    events.clear();
    host.remove();
  };
  const at = (seat: string | number): number | undefined =>
    room && indexOf(room.context.layout, seat);
  const withSeat = <T>(seat: string | number, then: (index: number, room: Room) => T) => {
    const index = at(seat);
    return room && index !== undefined ? then(index, room) : undefined;
  };

  signal?.addEventListener('abort', destroy, { once: true });
  if (signal?.aborted) destroy();
  else void load();
  return {
    channel,
    get performance() {
      return room?.context.store.state.performance;
    },
    get holds() {
      return held;
    },
    get view() {
      return room?.context.store.state.view ?? options.view ?? 'map';
    },
    on: (event, listener) => events.on(event, listener),
    ready: () => isReady,
    seat: (seat) => {
      const known = parts();
      return known && seatInfo(known, seat);
    },
    pick: (seat) => {
      withSeat(seat, (index, { context }) => {
        context.picker.pick(index);
      });
    },
    hold: async (seats) => {
      const indices = seats.flatMap((seat) => at(seat) ?? []);
      if (!room || indices.length !== seats.length) return false;
      return room.context.picker.pickTogether(indices);
    },
    holdBest: async (wish) => room?.context.picker.pickBest(wish) ?? false,
    giveBack: async (seat) =>
      withSeat(seat, (index, { context }) => context.picker.giveBack(index)),
    zoomTo: (seat, { animate = true } = {}) => {
      withSeat(seat, (index, { map }) => {
        map.picture.camera.zoomToSeat(index, animate);
      });
    },
    fit: () => room?.map.fit(),
    positionOf: (seat) => withSeat(seat, (index, { map }) => map.positionOf(index)),
    setView: (view) => room?.context.store.set({ view }),
    setFloor: (floor) => room?.context.store.set({ floor }),
    setFilter: (filter) => room?.setFilter(filter),
    setLocale: (next, nextMessages) => {
      locale = next;
      messages = nextMessages ?? messages;
      reword().catch(() => undefined);
    },
    setColorScheme: (next) => {
      scheme.set(next);
    },
    destroy,
  };
}

function asKnown(error: unknown): TicketFlowError {
  if (error instanceof TicketFlowError) return error;
  return new TicketFlowError('NETWORK', 'The seat map could not be loaded.', { cause: error });
}

/** Languages in which the server keeps names; it answers others in its own first one. */
function isServed(locale: string): locale is Locale {
  return locale === 'ko' || locale === 'en';
}

/** Says on the host which colours hold, and tells of changes. */
function followScheme(host: HTMLElement, first: ColorScheme, changed: () => void) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let wanted = first;
  const put = (): void => {
    const device = dark.matches ? 'dark' : 'light';
    host.dataset['scheme'] = wanted === 'auto' ? device : wanted;
    changed();
  };
  const fonts = (): void => {
    changed();
  };
  dark.addEventListener('change', put);
  // The canvas draws with the page's font, which may arrive after the first picture.
  document.fonts.addEventListener('loadingdone', fonts);
  host.dataset['scheme'] = first === 'auto' ? (dark.matches ? 'dark' : 'light') : first;
  return {
    set: (scheme: ColorScheme) => {
      wanted = scheme;
      put();
    },
    stop: () => {
      dark.removeEventListener('change', put);
      document.fonts.removeEventListener('loadingdone', fonts);
    },
  };
}
