import { SeatState, TicketFlowClient, comparePositions } from '@ticket-flow/client';
import type { OrderDetail, SeatBits, SeatChannel } from '@ticket-flow/client';
import { waitFor } from '../support/wait.ts';
import { runBuyer } from './buyer.ts';
import type { Ledger } from './buyer.ts';
import { countDivergent, countDoubleSold, percentile } from './figures.ts';
import type { CrowdFigures } from './figures.ts';
import { Sightings } from './sightings.ts';

export interface CrowdOptions {
  readonly url: string;
  /** @default the first performance on sale */
  readonly performanceId?: number | undefined;
  readonly buyers: number;
  readonly viewers: number;
  readonly seconds: number;
  readonly seed?: number;
  /** Between the last purchase and the audit; tests plant faults here. */
  readonly beforeAudit?: (viewers: readonly SeatChannel[]) => Promise<void>;
}

export interface CrowdResult {
  readonly figures: CrowdFigures;
  /** What the errors were, for people who ask why. */
  readonly errors: readonly unknown[];
}

const SETTLE_MS = 15_000;

/** Buyers and viewers through the SDK, then an audit of tickets and of every viewer's map. */
export async function runCrowd(options: CrowdOptions): Promise<CrowdResult> {
  const performanceId = options.performanceId ?? (await firstOnSale(options.url));
  const ledger: Ledger = { holds: 0, conflicts: 0, holdMs: [], errors: [], people: [] };
  const sightings = new Sightings();
  const clients = Array.from(
    { length: options.viewers },
    () => new TicketFlowClient({ baseUrl: options.url }),
  );
  const viewers = clients.map((client) => watch(client, performanceId, sightings));
  try {
    await Promise.all(viewers.map((viewer) => viewer.ready(30_000)));
    const until = Date.now() + options.seconds * 1000;
    const seed = options.seed ?? 1;
    await Promise.all(
      Array.from({ length: options.buyers }, (_, k) =>
        runBuyer({
          ...{ url: options.url, performanceId, until, ledger, sightings },
          seed: seed * 10_000 + k,
        }),
      ),
    );
    await options.beforeAudit?.(viewers);
    return {
      figures: await audit(options.url, performanceId, viewers, ledger, sightings),
      errors: ledger.errors,
    };
  } finally {
    for (const client of [...clients, ...ledger.people.map((person) => person.client)]) {
      client.close();
    }
  }
}

function watch(client: TicketFlowClient, performanceId: number, sightings: Sightings): SeatChannel {
  const channel = client.seatChannel(performanceId);
  channel.on('change', ({ changes }) => {
    for (const { seat, state } of changes) if (state === SeatState.Held) sightings.seen(seat);
  });
  return channel;
}

async function audit(
  url: string,
  performanceId: number,
  viewers: readonly SeatChannel[],
  ledger: Ledger,
  sightings: Sightings,
): Promise<CrowdFigures> {
  const orders = await readOrders(ledger);
  const ticketSeats = orders.flatMap((order) => order.tickets.map((ticket) => ticket.seat));
  const truth = await settledMap(url, performanceId, viewers);
  const unsold = ticketSeats.filter((seat) => truth.get(seat) !== SeatState.Sold);
  if (unsold.length > 0) ledger.errors.push(new Error(`not shown as sold: ${unsold.join(', ')}`));
  return {
    holds: ledger.holds,
    hold_conflicts: ledger.conflicts,
    orders_paid: orders.filter((order) => order.state === 'paid').length,
    seats_sold: new Set(ticketSeats).size,
    double_sold: countDoubleSold(ticketSeats),
    viewers_compared: viewers.length,
    divergent_viewers: countDivergent(
      truth,
      viewers.map((viewer) => viewer.bits),
    ),
    hold_ms_p50: percentile(ledger.holdMs, 0.5),
    hold_ms_p99: percentile(ledger.holdMs, 0.99),
    seen_ms_p50: percentile(sightings.samples, 0.5),
    seen_ms_p99: percentile(sightings.samples, 0.99),
    errors: ledger.errors.length,
  };
}

async function readOrders({ people, errors }: Ledger): Promise<OrderDetail[]> {
  const orders: OrderDetail[] = [];
  for (const { client, orderIds } of people) {
    for (const id of orderIds) {
      try {
        orders.push(await client.order(id));
      } catch (error) {
        errors.push(error);
      }
    }
  }
  return orders;
}

/** The server's map once everyone stands at its position, or when waiting was in vain. */
async function settledMap(
  url: string,
  performanceId: number,
  viewers: readonly SeatChannel[],
): Promise<SeatBits> {
  const client = new TicketFlowClient({ baseUrl: url });
  try {
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    const settled = (): boolean =>
      viewers.every(
        ({ position }) =>
          position && channel.position && comparePositions(position, channel.position) === 0,
      );
    await waitFor(settled, { timeoutMs: SETTLE_MS }).catch(() => false);
    const { bits } = channel;
    if (!bits) throw new Error('the server showed no map');
    return bits.clone();
  } finally {
    client.close();
  }
}

export async function firstOnSale(url: string): Promise<number> {
  const client = new TicketFlowClient({ baseUrl: url });
  const { items } = await client.events({ pageSize: 100 });
  for (const { slug } of items.filter((event) => event.saleState === 'on_sale')) {
    const { performances } = await client.event(slug);
    const found = performances.find((performance) => performance.saleState === 'on_sale');
    if (found) return found.id;
  }
  throw new Error('nothing is on sale there');
}
