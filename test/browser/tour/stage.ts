import type { OrderDetail, TicketFlowClient } from '@ticket-flow/client';
import type { SignedInClient } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import type { SmallSale } from '../../support/catalogue.ts';
import { buySeats, giveBack, orderSeats, payOrder } from '../../support/purchases.ts';
import type { TestSite } from '../../support/site.ts';
import { waitFor } from '../../support/wait.ts';
import { setWaitingRooms } from './waiting-rooms.ts';
import type { RoomName } from './waiting-rooms.ts';

/** What the pages are about: events in every state of sale, orders in every state of theirs. */
export interface Stage {
  readonly events: Readonly<
    Record<'onSale' | 'soon' | 'soldOut' | 'closed' | 'past' | 'abroad' | 'waitingRoom', string>
  >;
  /** Of `buyer`, by what they are there to show. */
  readonly orders: Readonly<Record<OrderName, string>>;
  readonly buyer: Account;
  /** Somebody with an account and nothing else. */
  readonly newcomer: Account;
  /** Somebody with a confirmed address, who waits in these rooms. */
  readonly fan: Account;
  readonly rooms: Readonly<Record<RoomName, number>>;
  /** The performance that the buyer's held seats are of. */
  readonly performanceId: number;
  /** Makes sure that the buyer holds two seats there. */
  holdSeats(): Promise<void>;
  release(): Promise<void>;
}

export interface Account {
  readonly email: string;
  readonly password: string;
}

export type OrderName =
  | 'pending'
  | 'declined'
  | 'paying'
  | 'deposit'
  | 'paid'
  | 'partlyRefunded'
  | 'refunded'
  | 'cancelled'
  | 'expired'
  | 'over';

const PASSWORD = 'a long password';
/** Payments made to be slow stay so while they are looked at. */
export const STAGE_ENV = { SANDBOX_SLOW_MS: '600000', POPULAR_SEARCH_MINIMUM: '1' } as const;

export async function setStage(site: TestSite): Promise<Stage> {
  const { test } = site;
  const [{ client, session }, newcomer, fan] = await Promise.all([
    test.join('tour-buyer'),
    test.join('tour-newcomer'),
    test.join('tour-fan'),
  ]);
  const waiting = await waitingRooms(site, fan);
  const performanceId = await firstPerformance(client, 'moonlight-station');
  await lookForThings(site);
  const account = { email: session.user.email, password: PASSWORD };
  return {
    events: {
      onSale: 'moonlight-station',
      soon: 'neon-harbor',
      past: 'winter-train',
      abroad: 'the-salt-letters',
      ...(await otherSales(site)),
      waitingRoom: waiting.slug,
    },
    orders: await placeOrders(site, client),
    buyer: account,
    newcomer: { email: newcomer.session.user.email, password: PASSWORD },
    fan: { email: fan.session.user.email, password: PASSWORD },
    rooms: waiting.rooms,
    performanceId,
    ...holding(client, performanceId, waiting.close),
  };
}

async function waitingRooms(site: TestSite, { client, session }: SignedInClient) {
  const { database } = site.test.test;
  const { id } = session.user;
  await database.transaction((transaction) =>
    database.models.users.update({ email_verified_at: Date.now() }, { where: { id }, transaction }),
  );
  let slug = '';
  const { rooms, close } = await setWaitingRooms(site, { client, id }, async () => {
    const opened = await sale(database, ['은하수 라이브', 'Milky Way Live'], { rows: 4 });
    slug ||= opened.slug;
    return opened.id;
  });
  return { slug, rooms, close };
}

/** What people look for, so that there is a ranking. */
async function lookForThings({ test }: TestSite): Promise<void> {
  const wanted = ['달빛 정거장', '뮤지컬', '한겨울 기차', 'Moonlight', '야구', '도담', '내한 공연'];
  const searches = wanted.flatMap((q, place) =>
    Array.from({ length: wanted.length - place }, (_, k) => ({ q, person: String(k) })),
  );
  for (const { q, person } of searches) await test.guest(`looker-${person}`).search.events({ q });
}

function holding(client: TicketFlowClient, performanceId: number, close: () => void) {
  const channel = client.seatChannel(performanceId);
  const holdUnlessHeld = async (): Promise<void> => {
    await channel.ready();
    if (channel.holds.length === 0) await channel.hold({ seats: [40, 41] });
  };
  // One after the other: two tabs that are looked at together would each find nothing held.
  let last = Promise.resolve();
  return {
    holdSeats: () => (last = last.catch(() => undefined).then(holdUnlessHeld)),
    release: async () => {
      close();
      for (const { token } of channel.holds) await channel.release(token);
    },
  };
}

async function firstPerformance(client: TicketFlowClient, slug: string): Promise<number> {
  const { performances } = await client.event(slug);
  const first = performances.find(({ saleState }) => saleState === 'on_sale');
  if (!first) throw new Error(`${slug} is not on sale`);
  return first.id;
}

/** A night that has sold out, and one whose sale is over. */
async function otherSales({ test }: TestSite): Promise<{ soldOut: string; closed: string }> {
  const now = Date.now();
  const full = await sale(test.test.database, ['한밤의 청음회', 'The Midnight Listening'], {
    rows: 1,
    set: { max_seats_per_holder: 10, hold_ttl_ms: 3_600_000, hold_cap_ms: 7_200_000 },
  });
  const channel = test.guest('crowd').seatChannel(full.id);
  await channel.ready();
  await channel.hold({ seats: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
  const closed = await sale(test.test.database, ['새벽 두 시의 낭독', 'Reading at Two'], {
    set: { sale_closes_at: now - 1_000 },
  });
  return { soldOut: full.slug, closed: closed.slug };
}

async function sale(
  database: TestSite['test']['test']['database'],
  [ko, en]: readonly [string, string],
  options: SmallSale,
): Promise<{ id: number; slug: string }> {
  const id = await openSale(database, options);
  const { models } = database;
  return database.transaction(async (transaction) => {
    const performance = await models.performances.findByPk(id, { transaction });
    const event_id = performance?.event_id ?? 0;
    for (const [locale, title, tagline] of [
      ['ko', ko, '단 하룻밤, 가까이에서'],
      ['en', en, 'One night only, up close'],
    ] as const) {
      const texts = { title, tagline, description: tagline };
      await models.eventTexts.update(texts, { where: { event_id, locale }, transaction });
    }
    const event = await models.events.findByPk(event_id, { transaction });
    return { id, slug: event?.slug ?? '' };
  });
}

async function placeOrders(
  site: TestSite,
  client: TicketFlowClient,
): Promise<Record<OrderName, string>> {
  const { database } = site.test.test;
  const hall = (set: SmallSale['set'] = {}) =>
    sale(database, ['작은 방 음악회', 'Chamber Evening'], {
      rows: 4,
      set: { pay_within_ms: 3_600_000, hold_ttl_ms: 600_000, max_seats_per_holder: 40, ...set },
    });
  const [{ id: small }, { id: gone }] = [
    await hall({ starts_at: Date.now() + 20 * 86_400_000 }),
    await hall({ starts_at: Date.now() - 86_400_000 }),
  ];
  const musical = await firstPerformance(client, 'waves-of-glass');
  const pending = await orderSeats(client, small, [0, 1]);
  const declined = await orderSeats(client, small, [10]);
  await payOrder(client, declined, 'decline').catch(() => undefined);
  const paying = await orderSeats(client, small, [12]);
  void payOrder(client, paying, 'slow').catch(() => undefined);
  const deposit = await payOrder(client, await orderSeats(client, small, [14, 15]), 'deposit');
  const paid = await buySeats(client, musical, [0, 1]);
  const partly = await buySeats(client, musical, [2, 3]);
  await giveBack(client, partly, [partly.tickets[1]?.code ?? '']);
  const refunded = await buySeats(client, small, [20]);
  await giveBack(client, refunded);
  const cancelled = await orderSeats(client, small, [22]);
  await client.cancelOrder(cancelled.id);
  const expired = await orderSeats(client, small, [24]);
  const over = await buySeats(client, gone, [0]);
  await database.transaction(async (transaction) => {
    const past = { deadline_at: Date.now() - 1 };
    await database.models.orders.update(past, { where: { id: expired.id }, transaction });
  });
  const patient = { timeoutMs: 25_000 };
  await waitFor(async () => (await client.order(paying.id)).state === 'paying', patient);
  await waitFor(async () => (await client.order(expired.id)).state === 'expired', patient);
  const ids = { pending, declined, paying, deposit, paid, refunded, cancelled, expired, over };
  const named = Object.entries({ ...ids, partlyRefunded: partly });
  return Object.fromEntries(
    named.map(([name, order]: [string, OrderDetail]) => [name, order.id]),
  ) as Record<OrderName, string>;
}
