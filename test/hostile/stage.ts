import { randomInt, randomUUID } from 'node:crypto';
import { call, openSocket } from './wire.ts';
import type { Answer, Call, RawSocket } from './wire.ts';

export interface Person {
  readonly email: string;
  readonly password: string;
  readonly token: string;
  /** Where this person's requests come from. */
  readonly from: string;
}

/** A server, a sale on it, and people to be. */
export interface Stage {
  readonly url: string;
  /** Some limits count on each node for itself. */
  readonly nodes: number;
  readonly performanceId: number;
  readonly seatCount: number;
  /** Seats one person may have. */
  readonly limit: number;
  /** Fewer repetitions: as many as show the limits. */
  readonly quick: boolean;
  /** An address of this machine that nobody else comes from. */
  readonly newAddress: () => string;
  readonly api: (path: string, request: Call) => Promise<Answer>;
  readonly person: () => Promise<Person>;
  /** A raw socket; signed in where a person is given. */
  readonly socket: (person?: Person) => Promise<RawSocket>;
  readonly randomSeat: () => number;
  readonly room: RoomStage | undefined;
  readonly close: () => void;
}

/** Performances behind waiting rooms, and people whose address is confirmed. */
export interface RoomStage {
  /** Lets people in. */
  readonly performanceId: number;
  /** Too, and for a few seconds only. */
  readonly elsewhere: number;
  /** Gathers people, and lets nobody in. */
  readonly lobby: number;
  readonly confirmed: () => Promise<Person>;
}

export interface StageOptions {
  readonly url: string;
  /** @default 1 */
  readonly nodes?: number | undefined;
  /** @default the first on sale without a waiting room */
  readonly performanceId?: number | undefined;
  readonly quick: boolean;
  readonly room?: ((newAddress: () => string) => RoomStage) | undefined;
}

/** What the sandbox's human check is answered with. */
const HUMAN = 'sandbox:human';

export async function openStage({ url, quick, nodes = 1, ...wish }: StageOptions): Promise<Stage> {
  const base = url.replace(/\/$/, '').replace('//localhost', '//127.0.0.1');
  const sockets: RawSocket[] = [];
  const net = `127.${String(randomInt(64, 250))}.${String(randomInt(1, 250))}`;
  let addresses = 0;
  const newAddress = (): string => {
    addresses += 1;
    // Where there is only one address everybody shares it, and the limits are met sooner.
    return process.platform === 'linux' ? `${net}.${String(addresses)}` : '127.0.0.1';
  };
  const api: Stage['api'] = (path, request) => call(`${base}/api${path}`, request);
  const performanceId = wish.performanceId ?? (await findSale(api, newAddress()));
  const sale = (await api(`/performances/${String(performanceId)}`, { from: newAddress() })).body;
  const [seatCount, limit] = [Number(sale['seatCount']), Number(sale['maxSeatsPerHolder'])];

  async function socket(person?: Person): Promise<RawSocket> {
    const opened = await openSocket(base, person?.from ?? newAddress());
    sockets.push(opened);
    if (person) await opened.ask('session:authenticate', { accessToken: person.token });
    return opened;
  }

  return {
    ...{ url: base, nodes, performanceId, seatCount, limit, quick, newAddress, api, socket },
    randomSeat: () => randomInt(seatCount),
    room: wish.room?.(newAddress),
    person: async () => {
      const [email, password, from] = [
        `hostile-${randomUUID()}@example.test`,
        randomUUID(),
        newAddress(),
      ];
      const body = { email, password, name: 'Hostile', human: HUMAN };
      const made = await api('/auth/sign-up', { from, body });
      const token = made.body['accessToken'];
      if (typeof token !== 'string') throw new Error(`no account to attack with: ${made.code}`);
      return { email, password, token, from };
    },
    close: () => {
      for (const opened of sockets) opened.close();
    },
  };
}

async function findSale(api: Stage['api'], from: string): Promise<number> {
  const events = (await api('/events?pageSize=50', { from })).body['items'];
  for (const { slug } of (events ?? []) as { slug: string }[]) {
    const event = (await api(`/events/${slug}`, { from })).body;
    for (const one of (event['performances'] ?? []) as { id: number; saleState: string }[]) {
      if (one.saleState !== 'on_sale') continue;
      const sale = (await api(`/performances/${String(one.id)}`, { from })).body;
      if (sale['waitingRoom'] !== true) return one.id;
    }
  }
  throw new Error('nothing is on sale without a waiting room; name a --performance');
}
