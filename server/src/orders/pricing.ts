import type { Sale } from '../catalog/index.ts';
import { AppError, invalid } from '../platform/errors.ts';

export interface PricedLine {
  readonly seat: number;
  readonly label: string;
  readonly gradeId: number;
  readonly priceTypeId: number;
  readonly base: number;
  readonly discount: number;
  readonly fee: number;
  readonly tax: number;
  readonly amount: number;
}

export const FULL_PRICE = 'adult';

/** ORDER-3: prices come from the performance's list; a discount is what the type takes off adult. */
export function priceSeats(
  sale: Sale,
  seats: readonly number[],
  priceTypes: Readonly<Record<string, string>>,
): PricedLine[] {
  return seats.map((seat) => priceSeat(sale, seat, priceTypes[String(seat)] ?? FULL_PRICE));
}

function priceSeat(sale: Sale, seat: number, code: string): PricedLine {
  const grade = sale.gradeOf[seat];
  const label = sale.chart.seats[seat]?.label;
  if (!grade || label === undefined) {
    const seats = [{ seat, label: label ?? '' }];
    throw new AppError('CHANNEL', 'This seat is not for sale.', { details: { seats } });
  }
  const priceType = sale.priceList.priceTypes.find((type) => type.code === code);
  const amount = grade.prices[code];
  if (!priceType || amount === undefined) {
    throw invalid(`priceTypes.${String(seat)}`, `Seat ${label} has no price "${code}".`);
  }
  const base = Math.max(grade.prices[FULL_PRICE] ?? amount, amount);
  return {
    seat,
    label,
    gradeId: grade.id,
    priceTypeId: priceType.id,
    base,
    discount: base - amount,
    fee: 0,
    tax: 0,
    amount,
  };
}

/** Refuses price types that no seat of theirs can have, before anything is pinned. */
export function checkPriceTypes(sale: Sale, priceTypes: Readonly<Record<string, string>>): void {
  for (const [text, code] of Object.entries(priceTypes)) {
    const seat = Number(text);
    const known = Number.isInteger(seat) && sale.chart.seats[seat] !== undefined;
    if (!known) throw invalid(`priceTypes.${text}`, `"${text}" is not a seat.`);
    priceSeat(sale, seat, code);
  }
}

export function totalOf(lines: readonly PricedLine[]): number {
  return lines.reduce((sum, line) => sum + line.amount, 0);
}
