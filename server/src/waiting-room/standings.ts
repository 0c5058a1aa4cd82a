import type { RoomPlace, RoomStanding, WaitingRoomFacts } from '@ticket-flow/client/protocol';
import type { AdmissionTokens } from './admission-tokens.ts';
import type { DurablePlace, LineRepository } from './line-repository.ts';
import type { Projection } from './projection.ts';
import type { WaitingRoomRecord } from './room-repository.ts';
import type { LookReply, RoomStore, Whereabouts } from './room-store.ts';

/** Where accounts stand, in the words of the wire. */
export interface Standings {
  /** In the order that was asked in. Whoever the store has missed is put there again. */
  of(room: WaitingRoomRecord, accounts: readonly string[]): Promise<RoomStanding[]>;
  facts(room: WaitingRoomRecord): Promise<{ room: WaitingRoomFacts; serverNow: number }>;
}

export interface StandingsDependencies {
  readonly store: RoomStore;
  readonly projection: Projection;
  readonly lines: Pick<LineRepository, 'place'>;
  readonly tokens: AdmissionTokens;
}

type Look = Extract<LookReply, { code: 'OK' }>;

export function createStandings(dependencies: StandingsDependencies): Standings {
  const { store, projection, lines, tokens } = dependencies;

  const look = (id: number, accounts: readonly string[]): Promise<Look> =>
    projection.withRoom<Look>(id, () => store.look(id, accounts));

  /** The database decides; what the store lacks, it is given. */
  async function recover(id: number, account: string): Promise<Whereabouts | RoomPlace> {
    const durable = await lines.place(id, account);
    const { arrival, admission } = durable;
    if (admission?.state === 'admitted') {
      const { no: number, hold_until: until, entered } = admission;
      const listed = { account, number, until: Number(until), entered: Boolean(entered) };
      await projection.withRoom(id, () => store.admit(id, [listed]));
      return { at: 'list', ...listed };
    }
    if (arrival?.state !== 'waiting') return ended(durable);
    const entry = { account, place: Number(arrival.place) };
    await projection.withRoom(id, () => store.add(id, [entry]));
    return (await look(id, [account])).found[0];
  }

  function place(
    room: WaitingRoomRecord,
    seen: Look,
    account: string,
    where: Whereabouts,
  ): RoomPlace {
    if (!where) return { state: 'none' };
    if (where.at === 'list') {
      const { number, until, entered } = where;
      const token = tokens.issue(room.performance_id, account, number);
      return { state: 'admitted', token, until, entered };
    }
    if (room.state === 'lobby') return { state: 'lobby' };
    const position = where.ahead + 1;
    return { state: 'waiting', position, etaMs: etaOf(room, seen, position) };
  }

  async function placeOf(room: WaitingRoomRecord, seen: Look, account: string, index: number) {
    const where = seen.found[index] ?? (await recover(room.performance_id, account));
    return where && 'state' in where ? where : place(room, seen, account, where);
  }

  return {
    of: async (room, accounts) => {
      const seen = await look(room.performance_id, accounts);
      const facts = factsOf(room, seen);
      const { performance_id: performanceId } = room;
      return Promise.all(
        accounts.map(async (account, index) => ({
          ...{ performanceId, room: facts, serverNow: seen.now },
          place: await placeOf(room, seen, account, index),
        })),
      );
    },
    facts: async (room) => {
      const seen = await look(room.performance_id, []);
      return { room: factsOf(room, seen), serverNow: seen.now };
    },
  };
}

function ended({ arrival, admission }: DurablePlace): RoomPlace {
  const reason = arrival?.state === 'ended' ? arrival.reason : admission?.reason;
  if (!arrival || !reason) return { state: 'none' };
  return { state: 'ended', reason: reason as Extract<RoomPlace, { state: 'ended' }>['reason'] };
}

/** By how fast people have been let in of late, before that by how fast they may be. */
function etaOf(room: WaitingRoomRecord, seen: Look, position: number): number | null {
  if (room.state === 'paused') return null;
  const pace = seen.pace ?? room.rate_per_minute / 60_000;
  return pace < SLOWEST_PACE ? null : Math.ceil(position / pace);
}

/** One in six hours: slower than that, nobody can tell. */
const SLOWEST_PACE = 1 / (6 * 60 * 60 * 1000);

function factsOf(room: WaitingRoomRecord, seen: Look): WaitingRoomFacts {
  const { state, cut } = room;
  const before = state === 'lobby' && seen.now < Number(room.lobby_opens_at);
  return {
    phase: before ? 'before' : state,
    lobbyOpensAt: Number(room.lobby_opens_at),
    opensAt: Number(room.opens_at),
    seedHash: room.seed_hash,
    // A room that was ended in its lobby was never drawn.
    ...(cut !== null && { seed: room.seed }),
    waiting: seen.waiting,
    graceMs: room.grace_ms,
    ...(room.closed_because && { closedBecause: room.closed_because }),
  };
}
