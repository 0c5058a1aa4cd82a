import type { MapLayout } from './layout.ts';

/** How a seat is drawn. `asking`: this person has just asked for it. */
export const Look = {
  Free: 0,
  Held: 1,
  Sold: 2,
  NotForSale: 3,
  Mine: 4,
  Asking: 5,
} as const;
export type Look = (typeof Look)[keyof typeof Look];

export const LOOK_NAMES = ['free', 'held', 'sold', 'notForSale', 'mine', 'asking'] as const;
export type LookName = (typeof LOOK_NAMES)[number];

export interface Fade {
  readonly from: Look;
  readonly startedAt: number;
}

export type LookListener = (changed: readonly number[]) => void;

/** What every seat looks like now, what it is fading from, and how many are free where. */
export class LookBook {
  readonly looks: Uint8Array;
  readonly fades = new Map<number, Fade>();
  readonly freeInSection: Int32Array;
  readonly freeInArea: Int32Array;
  readonly freeInGrade: Int32Array;
  readonly #layout: MapLayout;
  readonly #listeners = new Set<LookListener>();
  #version = 0;

  constructor(layout: MapLayout) {
    this.#layout = layout;
    this.looks = new Uint8Array(layout.seats.length).fill(Look.NotForSale);
    this.freeInSection = new Int32Array(layout.sections.length);
    this.freeInArea = new Int32Array(layout.areas.length);
    this.freeInGrade = new Int32Array(layout.gradeCount);
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  get(seat: number): Look {
    return (this.looks[seat] ?? Look.NotForSale) as Look;
  }

  /** Told which seats look different now. */
  subscribe(changed: LookListener): () => void {
    this.#listeners.add(changed);
    return () => void this.#listeners.delete(changed);
  }

  /** Takes over looks; with `now`, those that differ fade from what they were. */
  update(seats: Iterable<number>, lookOf: (seat: number) => Look, now: number | undefined): void {
    const changed: number[] = [];
    for (const seat of seats) if (this.#set(seat, lookOf(seat), now)) changed.push(seat);
    if (changed.length === 0) return;
    this.#version += 1;
    for (const listener of this.#listeners) listener(changed);
  }

  #set(seat: number, look: Look, now: number | undefined): boolean {
    const before = this.get(seat);
    if (before === look) return false;
    this.looks[seat] = look;
    if (now !== undefined) this.fades.set(seat, { from: before, startedAt: now });
    if (before === Look.Free) this.#count(seat, -1);
    if (look === Look.Free) this.#count(seat, 1);
    return true;
  }

  #count(seat: number, by: number): void {
    const { sectionOf, areaOf, gradeRank } = this.#layout;
    add(this.freeInSection, sectionOf[seat] ?? -1, by);
    add(this.freeInArea, areaOf[seat] ?? -1, by);
    add(this.freeInGrade, gradeRank[seat] ?? -1, by);
  }
}

function add(counts: Int32Array, at: number, by: number): void {
  if (at >= 0) counts[at] = (counts[at] ?? 0) + by;
}
