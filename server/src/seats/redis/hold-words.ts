import { asciiWord, inWords, word } from '../../platform/redis-scripts.ts';
import type { Words } from '../../platform/redis-scripts.ts';
import type { AreaRequest, HoldCommand, SaleTerms } from '../seat-store.ts';
import type { PerformanceKeys } from './keys.ts';

/** Seats begin behind the header, at this place of two bits. */
const FIRST_PLACE = 64;

export function isArea(wanted: readonly number[] | AreaRequest): wanted is AreaRequest {
  return 'count' in wanted;
}

/** Of hold-4.lua: KEYS, and the first of ARGV. */
interface SaleParts {
  readonly performanceId: number;
  readonly incarnation: number;
  readonly ttlMs: number;
  readonly capMs: number;
  readonly keys: Words;
  readonly fixed: Words;
}

/** Puts holds into words; what all holds of a sale have in common it remembers with its terms. */
export function createHoldWords(keysOf: (id: number) => PerformanceKeys, batch: number) {
  const remembered = new WeakMap<SaleTerms, SaleParts>();

  function partsOf(command: HoldCommand, incarnation: number): SaleParts {
    const { performanceId, terms, ttlMs, capMs } = command;
    const found = remembered.get(terms);
    const same = found?.performanceId === performanceId && found.incarnation === incarnation;
    if (same && found.ttlMs === ttlMs && found.capMs === capMs) return found;
    const { bits, expiring, holders, admitted } = keysOf(performanceId);
    const { config, opensAt, closesAt, limit } = terms;
    const numbers = [incarnation, config, opensAt, closesAt, limit, ttlMs, capMs, batch];
    const parts = {
      ...{ performanceId, incarnation, ttlMs, capMs },
      keys: inWords([bits, expiring, holders, admitted]),
      fixed: inWords(numbers),
    };
    remembered.set(terms, parts);
    return parts;
  }

  /** @param clock milliseconds; '' = the server's own time */
  return (command: HoldCommand, incarnation: number, clock: string) => {
    const { keys, fixed } = partsOf(command, incarnation);
    const { holder, requestId, wanted } = command;
    const list = isArea(wanted) ? formatArea(wanted) : wanted.join(',');
    const person = word(holder) + word(requestId);
    const text = fixed.text + person + asciiWord(list) + word(special(command, clock));
    const seats = isArea(wanted) ? [] : wanted;
    let places = '';
    for (const seat of seats) places += asciiWord(`#${String(FIRST_PLACE + seat)}`);
    return { keys, args: { count: fixed.count + 4 + seats.length, text: text + places } };
  };
}

function formatArea({ first, capacity, count }: AreaRequest): string {
  return `${String(first)}:${String(capacity)}:${String(count)}`;
}

/** What few sales have; together, so that the others needn't send it. */
function special({ terms, runs, admission }: HoldCommand, clock: string): string {
  const { orphanRule } = terms;
  if (clock === '' && orphanRule === 'off' && !terms.admission) return '';
  const number = terms.admission ? String(admission?.number ?? 0) : '';
  const near = runs.map(({ first, length }) => `${String(first)}:${String(length)}`).join(',');
  return `${clock}|${orphanRule}|${number}|${near}|${admission?.account ?? ''}`;
}
