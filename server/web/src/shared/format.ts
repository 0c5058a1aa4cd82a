import type { Locale } from '@ticket-flow/client';

/** Words for money and time. Pure; the caller says in which language. */
const TAGS: Readonly<Record<Locale, string>> = { ko: 'ko-KR', en: 'en-GB' };
const cache = new Map<string, Intl.DateTimeFormat>();

/** Amounts travel in minor units; how many a unit has is the currency's own business. */
export function formatMoney(amount: number, currency: string, locale: Locale): string {
  const format = new Intl.NumberFormat(TAGS[locale], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  const value = majorUnits(amount, currency);
  // Nobody in Korea reads ₩150,000 in running text; the won is written after the number.
  if (currency === 'KRW' && locale === 'ko') return `${value.toLocaleString('ko-KR')}원`;
  return format.format(value);
}

/** 150000 won are 150000, 1999 cents 19.99 dollars. */
export function majorUnits(amount: number, currency: string): number {
  const { maximumFractionDigits: digits = 0 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return amount / 10 ** digits;
}

export function formatNumber(value: number, locale: Locale): string {
  return value.toLocaleString(TAGS[locale]);
}

export interface TimeFormat {
  readonly locale: Locale;
  readonly timeZone: string;
}

type Style =
  'dateShort' | 'time' | 'weekday' | 'day' | 'month' | 'dateTime' | 'full' | 'year' | 'key';

const STYLES: Readonly<Record<Style, Intl.DateTimeFormatOptions>> = {
  dateShort: { month: 'long', day: 'numeric', weekday: 'short' },
  time: { hour: 'numeric', minute: '2-digit' },
  weekday: { weekday: 'short' },
  day: { day: 'numeric' },
  month: { month: 'short' },
  full: {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
  },
  year: { year: 'numeric' },
  dateTime: { month: 'long', day: 'numeric', weekday: 'short', hour: 'numeric', minute: '2-digit' },
  key: { year: 'numeric', month: '2-digit', day: '2-digit' },
};

export function formatInstant(instant: number, style: Style, format: TimeFormat): string {
  // With a year, Korean patterns lose the brackets round the weekday, so the year goes before.
  if (style === 'full' && format.locale === 'ko') {
    return `${formatInstant(instant, 'year', format)} ${formatInstant(instant, 'dateTime', format)}`;
  }
  return formatterOf(style, format).format(instant);
}

function formatterOf(style: Style, { locale, timeZone }: TimeFormat): Intl.DateTimeFormat {
  const key = `${style} ${locale} ${timeZone}`;
  const found = cache.get(key);
  if (found) return found;
  const made = new Intl.DateTimeFormat(TAGS[locale], {
    ...STYLES[style],
    timeZone,
    ...(style === 'day' && { calendar: 'gregory' }),
  });
  cache.set(key, made);
  return made;
}

/** The day of the month as a bare number; Korean formats would add a counter. */
export function dayOfMonth(instant: number, timeZone: string): string {
  return formatInstant(instant, 'day', { locale: 'en', timeZone });
}

/** 0 Sunday to 6 Saturday in that zone. */
export function weekdayIndex(instant: number, timeZone: string): number {
  const name = formatInstant(instant, 'weekday', { locale: 'en', timeZone });
  return ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(name);
}

/** Where it is too long for its line it breaks between the dates, not in one. */
export function formatPeriod(first: number, last: number, format: TimeFormat): string {
  const from = unbroken(formatInstant(first, 'dateShort', format));
  const to = unbroken(formatInstant(last, 'dateShort', format));
  return from === to ? from : `${from} – ${to}`;
}

function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** Name of the venue's zone where the reader's own clock shows another time; else undefined. */
export function foreignZone(instant: number, { locale, timeZone }: TimeFormat): string | undefined {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (own === timeZone || offsetOf(instant, own) === offsetOf(instant, timeZone)) return undefined;
  const format = new Intl.DateTimeFormat(TAGS[locale], { timeZone, timeZoneName: 'longGeneric' });
  return (
    format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  );
}

function offsetOf(instant: number, timeZone: string): string | undefined {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value;
}

export interface TimeLeft {
  readonly days: number;
  /** `h:mm:ss`, or `m:ss` under an hour. */
  readonly clock: string;
  readonly minutes: number;
  readonly seconds: number;
}

export function timeLeft(ms: number): TimeLeft {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const days = Math.floor(total / 86_400);
  const hours = Math.floor((total % 86_400) / 3_600);
  const minutes = Math.floor((total % 3_600) / 60);
  const seconds = total % 60;
  const two = (value: number): string => String(value).padStart(2, '0');
  const short = days === 0 && hours === 0;
  const clock = short
    ? `${String(minutes)}:${two(seconds)}`
    : `${two(hours)}:${two(minutes)}:${two(seconds)}`;
  return { days, clock, minutes: Math.floor(total / 60), seconds };
}
