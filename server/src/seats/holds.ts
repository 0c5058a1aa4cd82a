import type { Position } from '@ticket-flow/client/protocol';
import { AppError, invalid, unavailable } from '../platform/errors.ts';
import type { Admission } from './admission.ts';
import type { Images } from './image.ts';
import type { SeatListeners } from './listeners.ts';
import { nameSeats } from './sale-facts.ts';
import type { NamedSeat, SaleFacts, SaleTermsPort } from './sale-facts.ts';
import type {
  AreaRequest,
  ExpiredHold,
  Hold,
  HoldCommand,
  HoldReply,
  SeatStore,
} from './seat-store.ts';

export interface HoldSeats {
  readonly performanceId: number;
  readonly holder: string;
  readonly requestId: string;
  readonly seats?: readonly number[] | undefined;
  readonly area?: { readonly name: string; readonly count: number } | undefined;
  /** Where there is a waiting room: the token of having been let in. */
  readonly admission?: string | undefined;
}

export interface NamedHold extends Omit<Hold, 'seats'> {
  readonly seats: readonly NamedSeat[];
}

export interface HolderToken {
  readonly performanceId: number;
  readonly holder: string;
  readonly token: string;
}

export interface MadeHold {
  readonly hold: NamedHold;
  readonly position: Position;
}

/** Temporary locks on seats. Refusals are thrown as AppError and name the seats or the limit. */
export interface Holds {
  hold(request: HoldSeats): Promise<MadeHold>;
  /** HOLD-10: the live hold that a request with this id has made. Clears holds that ran out. */
  earlier(request: Omit<HoldSeats, 'seats' | 'area'>): Promise<MadeHold | undefined>;
  /** Throws GONE. */
  renew(request: HolderToken): Promise<{ expiresAt: number; position: Position }>;
  /** Throws GONE. */
  release(request: HolderToken): Promise<{ position: Position }>;
  mine(performanceId: number, holder: string): Promise<{ holds: NamedHold[]; position: Position }>;
  /** EPOCH-6: the terms of the sale have changed; from now on the store wants the new ones. */
  termsChanged(performanceId: number): Promise<void>;
}

export interface HoldsDependencies {
  readonly store: SeatStore;
  readonly sales: SaleTermsPort;
  readonly images: Images;
  readonly listeners: SeatListeners;
  readonly admission: Admission;
}

export const MAX_SEATS_PER_HOLD = 20;
/** HOLD-4: how often a node repeats a hold that met more expired holds than one call clears. */
const AGAIN_TRIES = 10;

export function createHolds(dependencies: HoldsDependencies): Holds {
  const { store, sales, images, listeners, admission } = dependencies;

  function attempt(
    request: HoldSeats,
    facts: SaleFacts,
    wanted: HoldCommand['wanted'],
  ): Promise<HoldReply> {
    return images.withImage(request.performanceId, () =>
      store.hold({
        performanceId: request.performanceId,
        seatCount: facts.seatCount,
        holder: request.holder,
        requestId: request.requestId,
        wanted,
        ttlMs: facts.holdTtlMs,
        capMs: facts.holdCapMs,
        terms: facts.terms,
        runs: 'count' in wanted ? [] : facts.runsTouching(wanted),
        admission: entryOf(request),
      }),
    );
  }

  function entryOf({ performanceId, holder, admission: token }: HoldSeats) {
    return token === undefined ? undefined : admission.entryOf(performanceId, holder, token);
  }

  /** WAIT-4: what the store's list has missed is not held against anyone. True: worth a repeat. */
  async function putListRight(request: HoldSeats, code: HoldReply['code']): Promise<boolean> {
    const { performanceId } = request;
    const entry = entryOf(request);
    if (code === 'ROOM_LOST') await admission.restore(performanceId);
    if (code !== 'NOT_ADMITTED') return code === 'ROOM_LOST';
    return entry !== undefined && admission.confirm(performanceId, entry);
  }

  /** EPOCH-6: one of the two numbers is old. If ours was read just now, it is the store's. */
  async function agreeOnConfig(performanceId: number): Promise<SaleFacts> {
    const fresh = await sales.reload(performanceId);
    await images.withImage(performanceId, () => store.configure(performanceId, fresh.terms.config));
    return fresh;
  }

  function announceCleared(performanceId: number, facts: SaleFacts, reply: HoldReply): void {
    if (!('cleared' in reply) || reply.cleared.length === 0) return;
    for (const expired of reply.cleared) announceExpired(listeners, facts, expired);
    listeners.changed(performanceId);
  }

  async function hold(
    request: HoldSeats,
    wantedOf: (facts: SaleFacts) => HoldCommand['wanted'],
  ): Promise<MadeHold> {
    const { performanceId, holder } = request;
    let facts = await sales.of(performanceId);
    for (let attempts = 0; attempts < AGAIN_TRIES; attempts += 1) {
      const reply = await attempt(request, facts, wantedOf(facts));
      announceCleared(performanceId, facts, reply);
      if (reply.code === 'OK') {
        listeners.changed(performanceId);
        listeners.holdsChanged(performanceId, holder);
        return { hold: name(facts, reply.hold), position: reply.position };
      }
      if (reply.code === 'STALE_CONFIG') facts = await agreeOnConfig(performanceId);
      else if (reply.code !== 'AGAIN') {
        const repeat = attempts < 2 && (await putListRight(request, reply.code));
        if (!repeat) throw refusalOf(reply, facts);
      }
    }
    throw unavailable('Too many holds are being cleared; try again.', 200);
  }

  return {
    termsChanged: async (performanceId) => {
      await agreeOnConfig(performanceId);
    },
    hold: (request) => hold(request, (facts) => wantedOf(request, facts)),
    earlier: (request) =>
      hold(request, () => NO_PLACES).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'AREA_FULL') return undefined;
        throw error;
      }),
    renew: async (request) => {
      const { holdTtlMs: ttlMs } = await sales.of(request.performanceId);
      const reply = await images.withImage(request.performanceId, () =>
        store.renew({ ...request, ttlMs }),
      );
      if (reply.code === 'GONE') throw gone();
      listeners.holdsChanged(request.performanceId, request.holder);
      return { expiresAt: reply.expiresAt, position: reply.position };
    },
    release: async (request) => {
      await sales.of(request.performanceId);
      const reply = await images.withImage(request.performanceId, () => store.release(request));
      if (reply.code === 'GONE') throw gone();
      listeners.changed(request.performanceId);
      listeners.holdsChanged(request.performanceId, request.holder);
      return { position: reply.position };
    },
    mine: async (performanceId, holder) => {
      const facts = await sales.of(performanceId);
      const reply = await images.withImage(performanceId, () => store.mine(performanceId, holder));
      return { holds: reply.holds.map((hold) => name(facts, hold)), position: reply.position };
    },
  };
}

/** Nobody can be given a place of these: it is answered with what was held before, or not at all. */
const NO_PLACES: AreaRequest = { first: 0, capacity: 0, count: 1 };

function wantedOf({ seats, area }: HoldSeats, facts: SaleFacts): readonly number[] | AreaRequest {
  if (area) {
    const found = facts.area(area.name);
    if (!found) throw invalid('area.name', `There is no area "${area.name}".`);
    if (!facts.isPriced(found.first)) throw withSeats('CHANNEL', NOT_FOR_SALE, facts, []);
    return { ...found, count: area.count };
  }
  const known = (seats ?? []).filter((seat) => seat >= 0 && seat < facts.seatCount);
  const unpriced = known.filter((seat) => !facts.isPriced(seat));
  if (unpriced.length > 0) throw withSeats('CHANNEL', NOT_FOR_SALE, facts, unpriced);
  return seats ?? [];
}

function name(facts: SaleFacts, hold: Hold): NamedHold {
  return { ...hold, seats: nameSeats(facts, hold.seats) };
}

export function announceExpired(
  listeners: SeatListeners,
  facts: SaleFacts,
  { holder, token, seats }: ExpiredHold,
): void {
  const { performanceId } = facts;
  listeners.holdExpired({ performanceId, holder, token, seats: nameSeats(facts, seats) });
}

const NOT_FOR_SALE = 'These seats are not for sale.';

function gone(): AppError {
  return new AppError('GONE', 'This hold has ended; the seats are no longer yours.');
}

function withSeats(
  code: 'TAKEN' | 'CHANNEL' | 'ORPHAN' | 'UNKNOWN_SEAT' | 'DUPLICATE',
  message: string,
  facts: SaleFacts,
  seats: readonly number[],
): AppError {
  return new AppError(code, message, { details: { seats: nameSeats(facts, seats) } });
}

type Refusal = Exclude<HoldReply, { code: 'OK' | 'AGAIN' }>;

function refusalOf(reply: Refusal, facts: SaleFacts): AppError {
  switch (reply.code) {
    case 'TAKEN':
      return withSeats('TAKEN', 'Somebody else has taken these seats.', facts, reply.seats);
    case 'CHANNEL':
      return withSeats('CHANNEL', NOT_FOR_SALE, facts, reply.seats);
    case 'ORPHAN':
      return withSeats('ORPHAN', 'This would leave single seats behind.', facts, reply.seats);
    case 'LIMIT': {
      const message = `One person may have ${String(reply.limit)} seats here.`;
      return new AppError('LIMIT', message, { details: { limit: reply.limit } });
    }
    case 'AREA_FULL':
      return new AppError('AREA_FULL', 'There are not that many places left.', {
        details: { free: reply.free },
      });
    case 'CLOSED':
      return new AppError('CLOSED', 'This performance is not on sale now.');
    case 'UNKNOWN_SEAT':
    case 'DUPLICATE': {
      const message = reply.code === 'DUPLICATE' ? 'A seat is named twice.' : 'No such seat.';
      const seats = reply.seats.map((seat) => ({ seat, label: '' }));
      return new AppError(reply.code, message, { details: { field: 'seats', seats } });
    }
    case 'NOT_ADMITTED': {
      const message = 'Seats are chosen here by those whom the waiting room has let in.';
      return new AppError('NOT_ADMITTED', message);
    }
    case 'STALE_CONFIG':
    case 'ROOM_LOST':
    case 'LOST':
      return unavailable('The seat map is being rebuilt.', 1_000);
  }
}
