import type { Grade, PerformanceDetail, WireHold } from '@ticket-flow/client';

export interface MySeat {
  readonly seat: number;
  readonly label: string;
  /** Set for a place in a general-admission area. */
  readonly area: string | undefined;
  readonly number: string;
  readonly token: string;
  /** Seats that are given back together with it. */
  readonly groupSize: number;
  readonly firstOfGroup: boolean;
  readonly grade: Grade | undefined;
  readonly rank: number;
  readonly priceType: string;
  readonly base: number;
  readonly amount: number;
}

export type PriceChoices = Readonly<Record<string, string>>;
export const FULL_PRICE = 'adult';

/** What the chart says of a seat. */
export interface SeatPlace {
  readonly area: string | undefined;
  readonly number: string;
  /** Position of its grade in the performance's list, -1 for none. */
  readonly rank: number;
}

/** What a person holds, priced as it will be ordered. */
export function mySeats(
  holds: readonly WireHold[],
  performance: PerformanceDetail,
  placeOf: (seat: number) => SeatPlace | undefined,
  choices: PriceChoices,
): MySeat[] {
  return holds.flatMap((hold) =>
    hold.seats.map(({ seat, label }, k) => {
      const { area, number = '', rank = -1 } = placeOf(seat) ?? {};
      const grade = performance.grades[rank];
      const priceType = chosenType(performance, grade, choices[String(seat)]);
      const amount = grade?.prices[priceType] ?? 0;
      return {
        seat,
        label,
        area,
        number,
        token: hold.token,
        groupSize: hold.seats.length,
        firstOfGroup: k === 0,
        grade,
        rank,
        priceType,
        base: Math.max(grade?.prices[FULL_PRICE] ?? amount, amount),
        amount,
      };
    }),
  );
}

function chosenType(
  { priceTypes }: PerformanceDetail,
  grade: Grade | undefined,
  wanted = FULL_PRICE,
): string {
  if (grade?.prices[wanted] !== undefined) return wanted;
  return priceTypes.find(({ code }) => grade?.prices[code] !== undefined)?.code ?? wanted;
}

export function totalOf(seats: readonly MySeat[]): number {
  return seats.reduce((sum, { amount }) => sum + amount, 0);
}

export interface TimeLimit {
  readonly expiresAt: number;
  /** It cannot be renewed any more. */
  readonly final: boolean;
}

/** When the first of the holds ends. */
export function timeLimit(holds: readonly WireHold[]): TimeLimit | undefined {
  const [first] = [...holds].sort((a, b) => a.expiresAt - b.expiresAt);
  return first && { expiresAt: first.expiresAt, final: first.expiresAt >= first.cap };
}
