/** Offset of a zone from UTC at an instant, in milliseconds. */
function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number =>
    Number(parts.find((candidate) => candidate.type === type)?.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(at / 1000) * 1000;
}

/** The instant at which clocks in the zone show `HH:MM` on the local day that `at` falls on. */
export function atLocalTime(at: number, localTime: string, timeZone: string): number {
  const [hours = 0, minutes = 0] = localTime.split(':').map(Number);
  const local = new Date(at + offsetMs(at, timeZone));
  const wall = Date.UTC(
    local.getUTCFullYear(),
    local.getUTCMonth(),
    local.getUTCDate(),
    hours,
    minutes,
  );
  return wall - offsetMs(wall - offsetMs(wall, timeZone), timeZone);
}
