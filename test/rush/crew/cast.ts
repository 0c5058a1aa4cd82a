import { createRandom } from '../../support/random.ts';
import type { Random } from '../../support/random.ts';

/** What somebody has in mind; how often of a thousand. The first is what most people do. */
const SHARES = {
  /** In the lobby from the beginning; waits, chooses, pays. */
  patient: 480,
  /** Comes when it is open already. */
  late: 165,
  /** With ten tabs. */
  tabs: 10,
  /** Closes the page and comes back within the grace, now and then. */
  reloader: 80,
  /** Leaves the line. */
  quitter: 60,
  /** Closes everything, and is not seen again. */
  vanisher: 30,
  /** Is let in and does not come. */
  noshow: 45,
  /** Holds seats, then walks away from them. */
  waverer: 30,
  /** Asks for seats without having been let in. */
  bare: 20,
  /** The same with somebody else's token. */
  borrower: 20,
  /** The same with a token of its own making. */
  forger: 10,
  /** The same with the token of an admission that is over. */
  replayer: 20,
  /** Asks for more seats than one person may have, and goes on asking. */
  greedy: 15,
  /** Asks on two devices in the same moment for as many as one person may have. */
  twofold: 10,
  /** Asks the API far too fast. */
  hasty: 5,
} as const;

export type Part = keyof typeof SHARES;
export const PARTS = Object.keys(SHARES) as readonly Part[];
const THOUSAND = 1_000;

/** Everybody's part, in no particular order: every part is played by somebody if it can be. */
export function castOf(people: number, seed: number): Part[] {
  const cast = PARTS.slice(1).flatMap((part) => {
    const count = Math.max(1, Math.round((people * SHARES[part]) / THOUSAND));
    return new Array<Part>(count).fill(part);
  });
  const rest = new Array<Part>(Math.max(0, people - cast.length)).fill('patient');
  return shuffled([...cast, ...rest], createRandom(seed)).slice(0, people);
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = random.int(0, at);
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}
