import { TicketFlowError } from '../../errors.ts';
import type { ErrorDetails, PerformanceDetail } from '../../protocol/index.ts';
import type { MapLayout } from '../model/layout.ts';
import type { Messages, MessageKey } from './messages.ts';

export interface Words {
  /** BCP 47 tag for `lang` and for Intl. */
  readonly locale: string;
  say(key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  money(amount: number): string;
  number(value: number): string;
  /** Date and time on the venue's clock. */
  instant(ms: number): string;
  /** Charts carry captions in one language; the usual ones are said in the reader's. */
  caption(text: string): string;
  /** The price, or "from" the lowest of several; nothing for none. */
  priceFrom(amounts: readonly number[]): string;
  /** "12 left", or that nothing is. */
  left(free: number): string;
  /** A seat's label as it is read; a place of an area has only a number within it. */
  seat(seat: number): string;
  /** What went wrong, in words a person can act on. */
  explain(error: unknown): string;
}

export interface WordsOptions {
  readonly locale: string;
  readonly table: Messages;
  readonly performance: Pick<PerformanceDetail, 'currency' | 'venue'>;
  readonly layout: Pick<MapLayout, 'seats'>;
}

const CAPTIONS = ['STAGE', 'FIELD', 'PITCH', 'SCREEN', 'STANDING'] as const;

/** Texts by key alone, for before there is a performance to speak of. */
export function createSay(table: Messages): Words['say'] {
  return (key, values = {}) =>
    table[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

export function createWords(options: WordsOptions): Words {
  const { locale, table, performance, layout } = options;
  const { currency, venue } = performance;
  const numbers = new Intl.NumberFormat(locale);
  const money = moneyFormat(locale, currency);
  const instants = new Intl.DateTimeFormat(locale, {
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: venue.timeZone,
  });
  const say = createSay(table);
  const caption = (text: string): string => {
    const known = CAPTIONS.find((one) => one === text.toUpperCase());
    return known ? say(`caption.${known}`) : text;
  };
  return {
    locale,
    say,
    caption,
    money,
    number: (value) => numbers.format(value),
    instant: (ms) => instants.format(ms),
    priceFrom: (amounts) => {
      const price = amounts.length > 0 ? money(Math.min(...amounts)) : '';
      return new Set(amounts).size > 1 ? say('price.from', { price }) : price;
    },
    left: (free) => (free > 0 ? say('left', { count: numbers.format(free) }) : say('nothingLeft')),
    seat: (index) => {
      const { label = '', area, number = '' } = layout.seats[index] ?? {};
      return area === undefined ? label : say('area.place', { name: caption(area), number });
    },
    explain: (error) => explain(error, say),
  };
}

/** Amounts are in minor units; how many a unit has is the currency's own business. */
function moneyFormat(locale: string, currency: string): (amount: number) => string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  const unit = 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0);
  // Nobody in Korea reads ₩150,000 in running text; the won is written after the number.
  const won = currency === 'KRW' && locale.startsWith('ko');
  return (amount) =>
    won ? `${(amount / unit).toLocaleString(locale)}원` : format.format(amount / unit);
}

/** What went wrong, in words a person can act on. */
export function explain(error: unknown, say: Words['say']): string {
  if (!(error instanceof TicketFlowError)) return say('problem.OTHER');
  const { code, details } = error;
  switch (code) {
    case 'TAKEN':
    case 'CHANNEL':
    case 'ORPHAN':
      return explainSeats(code, details, say);
    case 'LIMIT':
      return say('problem.LIMIT', { limit: details.limit ?? 0 });
    case 'AREA_FULL':
      return details.free
        ? say('problem.AREA_FULL', { free: details.free })
        : say('problem.AREA_NONE');
    case 'NOT_ENOUGH':
      return say('best.none');
    case 'UNAUTHENTICATED':
    case 'TOKEN_EXPIRED':
      return say('problem.UNAUTHENTICATED');
    case 'NOT_FOUND':
    case 'CLOSED':
    case 'GONE':
    case 'NETWORK':
    case 'FORBIDDEN':
    case 'NOT_ADMITTED':
      return say(`problem.${code}`);
    case 'RATE_LIMITED':
    case 'COOLING_DOWN':
      return say(`problem.${code}`, { wait: waitInWords(details, say) });
    case 'UNAVAILABLE':
    case 'BEHIND':
      return say('problem.UNAVAILABLE');
    default:
      return say('problem.OTHER');
  }
}

/** Two of each at least, so that no language needs a singular. */
function waitInWords({ retryAfterMs = 0 }: ErrorDetails, say: Words['say']): string {
  const count = Math.max(2, Math.ceil(retryAfterMs / 1000));
  return count < 100
    ? say('wait.seconds', { count })
    : say('wait.minutes', { count: Math.ceil(count / 60) });
}

function explainSeats(
  code: 'TAKEN' | 'CHANNEL' | 'ORPHAN',
  { seats = [] }: ErrorDetails,
  say: Words['say'],
): string {
  const labels = seats.map(({ label }) => label).join(', ');
  return labels === '' ? say(`problem.${code}_PLAIN`) : say(`problem.${code}`, { seats: labels });
}
