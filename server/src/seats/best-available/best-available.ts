import { SeatState } from '@ticket-flow/client/protocol';
import type { ChartGeometry, OrphanRule } from '@ticket-flow/client/protocol';
import { AppError, invalid } from '../../platform/errors.ts';
import type { Holds, MadeHold } from '../holds.ts';
import type { SeatMapImage } from '../seats.ts';
import { createHall } from './hall.ts';
import type { Hall } from './hall.ts';
import { pickBest } from './pick-best.ts';
import type { BestPick } from './pick-best.ts';
import { createTries } from './tries.ts';
import { createHolderTurns, createNodeTurns } from './turns.ts';

export interface BestSeats {
  readonly performanceId: number;
  readonly holder: string;
  readonly requestId: string;
  readonly count: number;
  readonly gradeId?: number | undefined;
  /** One of the seats must be for a wheelchair. */
  readonly accessible?: boolean | undefined;
  /** As in a hold of chosen seats. */
  readonly admission?: string | undefined;
}

/** What looking for seats must know of a performance; handed in by compose. */
export interface Seating {
  readonly chart: ChartGeometry;
  readonly orphanRule: OrphanRule;
  /** How many seats one holder may have. */
  readonly limit: number;
  hasGrade(gradeId: number): boolean;
  /** Undefined for a seat without a grade: it has no price. */
  gradeOf(seat: number): number | undefined;
  labelOf(seat: number): string;
}

export interface BestAvailable {
  /** Holds the best free seats. Throws NOT_ENOUGH, RATE_LIMITED, and what `hold` throws. */
  hold(wish: BestSeats): Promise<MadeHold>;
}

export interface BestAvailableDependencies {
  readonly seats: Pick<Holds, 'hold' | 'earlier'> & {
    map(performanceId: number): Promise<SeatMapImage>;
  };
  /** Throws NOT_FOUND. */
  readonly seatingOf: (performanceId: number) => Promise<Seating>;
  /** The map as this node shows it, while it is live: saves a read. */
  readonly shown: (performanceId: number) => SeatMapImage | undefined;
}

/** From how many of the best places one is drawn, by try: whoever lost doesn't follow the rest. */
const AMONG = [1, 4, 16, 64, 64, 64];
const NONE: ReadonlySet<number> = new Set();
/** The map has moved on since it was looked at. */
const OVERTAKEN = new Set(['TAKEN', 'CHANNEL', 'ORPHAN']);

interface Found {
  readonly seats: readonly number[];
}

export function createBestAvailable(dependencies: BestAvailableDependencies): BestAvailable {
  const { seats, seatingOf, shown } = dependencies;
  const halls = new WeakMap<ChartGeometry, Hall>();
  const tries = createTries();
  const inTurn = createHolderTurns();
  const choose = createNodeTurns();

  function hallOf(chart: ChartGeometry): Hall {
    const hall = halls.get(chart) ?? createHall(chart);
    halls.set(chart, hall);
    return hall;
  }

  /** BEST-5: what this node shows will do at first, unless holds made here are missing from it. */
  function shownNow(performanceId: number): SeatMapImage | undefined {
    const image = shown(performanceId);
    return image && tries.covers(performanceId, image.position) ? image : undefined;
  }

  /** With `all` also from seats that other requests are asking for: they may not get them. */
  async function pick(
    wish: BestSeats,
    seating: Seating,
    { attempt, all }: { readonly attempt: number; readonly all: boolean },
  ): Promise<BestPick> {
    const { performanceId, count, accessible = false } = wish;
    const image = attempt === 0 ? shownNow(performanceId) : undefined;
    const { bits, position } = image ?? (await seats.map(performanceId));
    return choose(() => {
      const tried = all ? NONE : tries.since(performanceId, position);
      return pickBest(hallOf(seating.chart), {
        ...{ count, accessible, rule: seating.orphanRule, among: AMONG[attempt] ?? 1 },
        isFree: (seat) => bits.get(seat) === SeatState.Free && !tried.has(seat),
        isWanted: (seat) => isWanted(seating, wish, seat),
      });
    });
  }

  /**
   * The seats to ask for, or (BEST-6) the hold that this request made before. Asking the store for
   * that also clears what has run out, so that it is worth looking once more.
   */
  async function search(wish: BestSeats, attempt: number): Promise<MadeHold | Found> {
    const seating = await seatingOf(wish.performanceId);
    const found = await pick(wish, seating, { attempt, all: false });
    if (found.code === 'OK') return found;
    const earlier = await seats.earlier(wish);
    if (earlier) return earlier;
    const again = await pick(wish, seating, { attempt: Math.max(1, attempt), all: true });
    if (again.code === 'OK') return again;
    throw refusalOf(again, seating);
  }

  async function take(wish: BestSeats, found: readonly number[]): Promise<MadeHold> {
    const done = tries.begin(wish.performanceId, found);
    try {
      const made = await seats.hold({ ...wish, seats: found });
      done(made.position);
      return made;
    } catch (error) {
      done();
      throw error;
    }
  }

  async function holdSeats(wish: BestSeats): Promise<MadeHold> {
    let overtaken: unknown;
    for (let attempt = 0; attempt < AMONG.length; attempt += 1) {
      const found = await search(wish, attempt);
      if ('hold' in found) return found;
      try {
        return await take(wish, found.seats);
      } catch (error) {
        if (!isRefusal(error, OVERTAKEN)) throw error;
        overtaken = error;
      }
    }
    throw overtaken;
  }

  /** BEST-7: places are all alike; the first area that has enough of them. */
  async function holdPlaces(wish: BestSeats, areas: readonly string[]): Promise<MadeHold> {
    let full: unknown;
    for (const name of areas) {
      try {
        return await seats.hold({ ...wish, area: { name, count: wish.count } });
      } catch (error) {
        if (!isRefusal(error, AREA_FULL)) throw error;
        full = error;
      }
    }
    throw full;
  }

  /** Refusals that need no look at the seats; an earlier hold of the request goes before them. */
  async function hopeless(
    wish: BestSeats,
    areas: readonly string[],
  ): Promise<AppError | undefined> {
    const { limit } = await seatingOf(wish.performanceId);
    if (wish.count > limit) return overLimit(limit);
    return wish.accessible && areas.length > 0 ? notEnough(0) : undefined;
  }

  async function holdBest(wish: BestSeats): Promise<MadeHold> {
    const seating = await seatingOf(wish.performanceId);
    const { gradeId } = wish;
    if (gradeId !== undefined && !seating.hasGrade(gradeId)) {
      throw invalid('gradeId', `There is no grade ${String(gradeId)} here.`);
    }
    const areas = onlyAreas(seating, hallOf(seating.chart), wish);
    if (await hopeless(wish, areas)) {
      const earlier = await seats.earlier(wish);
      if (earlier) return earlier;
      // The store may have known of new terms: they have been read by now.
      const refusal = await hopeless(wish, areas);
      if (refusal) throw refusal;
    }
    return areas.length > 0 ? holdPlaces(wish, areas) : holdSeats(wish);
  }

  return { hold: (wish) => inTurn(wish.holder, () => holdBest(wish)) };
}

const AREA_FULL = new Set(['AREA_FULL']);

function isWanted(seating: Seating, { gradeId }: BestSeats, seat: number): boolean {
  const grade = seating.gradeOf(seat);
  return grade !== undefined && (gradeId === undefined || grade === gradeId);
}

/** The areas that are asked for, when no numbered seat is. */
function onlyAreas(seating: Seating, { seatCount }: Hall, wish: BestSeats): string[] {
  for (let seat = 0; seat < seatCount; seat += 1) {
    if (isWanted(seating, wish, seat)) return [];
  }
  return seating.chart.areas
    .filter(({ first }) => isWanted(seating, wish, first))
    .map(({ name }) => name);
}

function isRefusal(error: unknown, codes: ReadonlySet<string>): boolean {
  return error instanceof AppError && codes.has(error.code);
}

function overLimit(limit: number): AppError {
  const message = `One person may have ${String(limit)} seats here.`;
  return new AppError('LIMIT', message, { details: { limit } });
}

function notEnough(free: number): AppError {
  const message = 'There are not that many such seats left.';
  return new AppError('NOT_ENOUGH', message, { details: { free } });
}

function refusalOf(pick: Exclude<BestPick, { code: 'OK' }>, seating: Seating): AppError {
  if (pick.code === 'NOT_ENOUGH') return notEnough(pick.free);
  const seats = pick.seats.map((seat) => ({ seat, label: seating.labelOf(seat) }));
  const message = 'Any choice of that many would leave single seats behind.';
  return new AppError('ORPHAN', message, { details: { seats } });
}
