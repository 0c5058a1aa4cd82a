/** What a run must at least have done; zeros of a run in which little happened prove little. */
export interface Floors {
  readonly holds_made: number;
  readonly orders_paid: number;
  readonly viewers_compared: number;
  /** Of every kind of fault. */
  readonly each_fault: number;
}

export interface Extent {
  readonly minutes: number;
  readonly buyers: number;
  readonly viewers: number;
}

/** A whole run: six minutes, 100 buyers, 300 viewers. */
const WHOLE = { minutes: 6, buyers: 100, viewers: 300 };
const WHOLE_FLOORS = { holds_made: 1_000, orders_paid: 200, viewers_compared: 300, each_fault: 2 };

/** In proportion for a shorter run or fewer people; more of either asks for no more. */
export function floorsFor({ minutes, buyers, viewers }: Extent): Floors {
  const time = Math.min(1, minutes / WHOLE.minutes);
  const share = time * Math.min(1, buyers / WHOLE.buyers);
  return {
    holds_made: Math.floor(WHOLE_FLOORS.holds_made * share),
    orders_paid: Math.floor(WHOLE_FLOORS.orders_paid * share),
    viewers_compared: Math.min(WHOLE_FLOORS.viewers_compared, viewers),
    each_fault: Math.floor(WHOLE_FLOORS.each_fault * time),
  };
}
