/** Days of a place's calendar, counted from 1970-01-01 there. Pure. */

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day on which an instant falls in that zone. */
export function dayOf(instant: number, timeZone: string): number {
  return Math.floor(wallClock(instant, timeZone) / DAY_MS);
}

/** The instant at which a day begins in that zone; where clocks skip midnight, the first after. */
export function startOfDay(day: number, timeZone: string): number {
  const wanted = day * DAY_MS;
  // What the zone's clock shows at a guess tells how far off the guess is; a second look is for
  // guesses on the other side of a change to or from summer time.
  const once = wanted - (wallClock(wanted, timeZone) - wanted);
  const twice = once - (wallClock(once, timeZone) - wanted);
  return dayOf(twice, timeZone) === day ? twice : once;
}

/** What a clock on the wall there shows, as if it were UTC; whole seconds. */
function wallClock(instant: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const found = formats.get(timeZone);
  if (found) return found;
  const made = new Intl.DateTimeFormat('en-u-ca-gregory', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}
