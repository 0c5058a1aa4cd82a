/**
 * The record of a hold, `holdId|holder|cap|seats`: the member of the sorted set, and behind its
 * epoch the token its owner is given. It carries no secret; every use is checked against the
 * authenticated holder and against the record itself.
 */
export interface HoldMember {
  readonly holdId: number;
  readonly holder: string;
  readonly cap: number;
  readonly seats: readonly number[];
}

export function formatMember(member: HoldMember): string {
  return `${String(member.holdId)}|${member.holder}|${String(member.cap)}|${member.seats.join(',')}`;
}

export function parseMember(text: string): HoldMember | undefined {
  const [holdId, holder, cap, seats, ...rest] = text.split('|');
  if (holdId === undefined || holder === undefined || cap === undefined || !seats) return undefined;
  if (rest.length > 0 || !/^\d+(,\d+)*$/.test(seats)) return undefined;
  return { holdId: Number(holdId), holder, cap: Number(cap), seats: seats.split(',').map(Number) };
}

export function formatToken(epoch: number, member: string): string {
  return `${String(epoch)}.${member}`;
}

/** Splits a token; undefined when it has no epoch. Only one spelling of an epoch is read. */
export function parseToken(token: string): { epoch: number; member: string } | undefined {
  const match = /^(0|[1-9]\d{0,9})\.(.+)$/s.exec(token);
  return match ? { epoch: Number(match[1]), member: match[2] ?? '' } : undefined;
}

/** True when the token names a hold of this holder, live or not. */
export function isTokenOf(token: string, holder: string): boolean {
  const parsed = parseToken(token);
  return parsed !== undefined && parseMember(parsed.member)?.holder === holder;
}
