/**
 * A small explicit-state explorer: breadth first, so a counterexample is a shortest one.
 *
 * Visited states are kept as 64-bit hashes. Only the frontier keeps whole states; for the trace each
 * state remembers its parent and which of the parent's successors it was, and the path is replayed
 * from the initial state.
 */
import { GrowingArray, HashSet64, hashInto } from './hash-set.ts';

/** Fixed length, one byte a field. */
export type State = Uint8Array;

/** Hands a successor to the explorer. `violation` marks a step that itself breaks a property. */
export type Emit<Step> = (step: Step, next: State, violation?: string) => void;

export interface Model<Step> {
  initial(): State;
  successors(state: State, emit: Emit<Step>): void;
  /** A property broken in this state, or undefined. */
  check(state: State): string | undefined;
  describe(step: Step): string;
}

export interface Result {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** False when a violation or the limit ended the search before the space did. */
  readonly complete: boolean;
  readonly seconds: number;
  readonly violation?: { readonly property: string; readonly trace: readonly string[] };
}

/** A broken property: in the initial state, or at the end of one step from a known state. */
interface Found {
  readonly property: string;
  readonly from: number;
  readonly branch: number | undefined;
}

/** The byte of a field. */
export function get(state: State, field: number): number {
  return state[field] ?? 0;
}

/** Looks at every reachable state, up to `maxStates` of them. */
export function explore<Step>(model: Model<Step>, maxStates: number): Result {
  return new Search(model, maxStates).run();
}

class Search<Step> {
  readonly #model: Model<Step>;
  readonly #maxStates: number;
  readonly #started = Date.now();
  readonly #seen = new HashSet64(16);
  readonly #parent = new GrowingArray();
  readonly #branch = new GrowingArray();
  readonly #hash = new Uint32Array(2);
  #states: State[] = [];
  #ids: number[] = [];
  #transitions = 0;
  #depth = 0;
  #found: Found | undefined;

  constructor(model: Model<Step>, maxStates: number) {
    this.#model = model;
    this.#maxStates = maxStates;
  }

  run(): Result {
    const first = this.#model.initial();
    this.#visit(first, 0, undefined);
    while (this.#states.length > 0) {
      const states = this.#states;
      const ids = this.#ids;
      this.#states = [];
      this.#ids = [];
      for (let i = 0; i < states.length; i += 1) {
        const state = states[i];
        if (state) this.#expand(state, ids[i] ?? 0);
        if (this.#found) return this.#result(false);
        if (this.#seen.size >= this.#maxStates) return this.#result(false);
      }
      if (this.#states.length > 0) this.#depth += 1;
    }
    return this.#result(this.#found === undefined);
  }

  #expand(state: State, id: number): void {
    let branch = 0;
    this.#model.successors(state, (_step, next, violation) => {
      const taken = branch;
      branch += 1;
      if (this.#found) return;
      this.#transitions += 1;
      if (violation) this.#found = { property: violation, from: id, branch: taken };
      else this.#visit(next, id, taken);
    });
  }

  #visit(state: State, from: number, branch: number | undefined): void {
    hashInto(state, this.#hash);
    if (!this.#seen.add(this.#hash[0] ?? 0, this.#hash[1] ?? 0)) return;
    const property = this.#model.check(state);
    if (property) {
      this.#found = { property, from, branch };
      return;
    }
    this.#ids.push(this.#parent.length);
    this.#states.push(state);
    this.#parent.push(from);
    this.#branch.push(branch ?? 0);
  }

  #result(complete: boolean): Result {
    return {
      states: this.#seen.size,
      transitions: this.#transitions,
      depth: this.#depth,
      complete,
      seconds: (Date.now() - this.#started) / 1000,
      ...(this.#found && {
        violation: { property: this.#found.property, trace: this.#traceTo(this.#found) },
      }),
    };
  }

  /** Walks up to the root, then replays down to recover the steps. */
  #traceTo({ from, branch }: Found): string[] {
    if (branch === undefined) return [];
    const path = [branch];
    for (let id = from; id !== 0; id = this.#parent.get(id)) path.push(this.#branch.get(id));
    const trace: string[] = [];
    let state = this.#model.initial();
    for (const pick of path.reverse()) {
      let index = 0;
      let chosen = state;
      this.#model.successors(state, (step, next) => {
        if (index === pick) {
          trace.push(this.#model.describe(step));
          chosen = next;
        }
        index += 1;
      });
      state = chosen;
    }
    return trace;
  }
}
