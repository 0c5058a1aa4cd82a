import {
  chargedTwice,
  doubleSold,
  lostPayments,
  paidWithoutTicket,
  ticketWithoutPayment,
} from './money.ts';
import type { Findings } from './money.ts';
import { claimsOfDeadOrders, divergentViewers, ghostSeats } from './seats.ts';
import { standstill } from './standstill.ts';
import type { Sources } from './standstill.ts';

/**
 * Reads database, store and viewers after a run. It shares no code with the server, so that a
 * mistake in one of them is not made twice.
 */
export interface AuditFigures {
  /** Nothing moved any more when the figures were taken. */
  readonly standstill: boolean;
  readonly double_sold: number;
  readonly paid_without_ticket: number;
  readonly ticket_without_payment: number;
  readonly charged_twice: number;
  /** Payments a buyer was told of that the books don't have. */
  readonly lost_payments: number;
  readonly ghost_seats: number;
  readonly claims_of_dead_orders: number;
  readonly divergent_viewers: number;
  readonly viewers_compared: number;
  readonly orders_paid: number;
  readonly seats_sold: number;
}

export interface AuditResult {
  readonly figures: AuditFigures;
  /** What was found, in words, for people who ask why. */
  readonly evidence: readonly string[];
}

export interface AuditOptions extends Sources {
  /** Orders whose buyer was told that they are paid. */
  readonly toldPaid: readonly string[];
  /** @default 90_000 */
  readonly timeoutMs?: number;
}

const STANDSTILL_MS = 90_000;
const EVIDENCE_PER_FIGURE = 10;

export async function audit(options: AuditOptions): Promise<AuditResult> {
  const scene = await standstill(options, options.timeoutMs ?? STANDSTILL_MS);
  const { books, store, viewers, restless } = scene;
  const findings = {
    double_sold: doubleSold(books),
    paid_without_ticket: paidWithoutTicket(books),
    ticket_without_payment: ticketWithoutPayment(books),
    charged_twice: chargedTwice(books),
    lost_payments: lostPayments(books, options.toldPaid),
    ghost_seats: ghostSeats(books, store),
    claims_of_dead_orders: claimsOfDeadOrders(books),
    divergent_viewers: divergentViewers(books, viewers),
  } satisfies Record<string, Findings>;
  return {
    figures: {
      standstill: restless.length === 0,
      ...countAll(findings),
      viewers_compared: viewers.length,
      orders_paid: books.orders.filter(({ state }) => state === 'paid').length,
      seats_sold: books.tickets.filter(({ state }) => state !== 'cancelled').length,
    },
    evidence: [
      ...restless.map((text) => `standstill: ${text}`),
      ...Object.entries(findings).flatMap(([name, found]) =>
        found.slice(0, EVIDENCE_PER_FIGURE).map((text) => `${name}: ${text}`),
      ),
    ],
  };
}

function countAll<K extends string>(findings: Record<K, Findings>): Record<K, number> {
  const entries = Object.entries<Findings>(findings).map(([name, found]) => [name, found.length]);
  return Object.fromEntries(entries) as Record<K, number>;
}
