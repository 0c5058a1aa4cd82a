import type { Position } from '@ticket-flow/client/protocol';
import { formatToken, parseMember } from '../hold-member.ts';
import type {
  ExpiredHold,
  Hold,
  HoldCommand,
  HoldReply,
  Lost,
  OwnerRecord,
} from '../seat-store.ts';
import { isArea } from './hold-words.ts';

/** What a script answered, before it is given its type. `[code, epoch, version, ...payload]`. */
export interface RawReply {
  readonly code: string;
  readonly position: Position;
  readonly payload: readonly unknown[];
}

function readReply(reply: unknown[]): RawReply {
  const [code, epoch, version, ...payload] = reply;
  return {
    code: String(code),
    position: { epoch: Number(epoch ?? 0), version: Number(version ?? 0) },
    payload,
  };
}

/** Gives a reply its type, unless the store had no usable image. */
export function answer<R>(reply: unknown[], build: (raw: RawReply) => R): R | Lost {
  const raw = readReply(reply);
  return raw.code === 'LOST' ? { code: 'LOST' } : build(raw);
}

export function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

function toHold(epoch: number, member: string, expiresAt: number): Hold {
  const parsed = parseMember(member);
  return {
    token: formatToken(epoch, member),
    seats: parsed?.seats ?? [],
    expiresAt,
    cap: parsed?.cap ?? expiresAt,
  };
}

/** `member, expiresAt` pairs, flat. */
export function toHolds(epoch: number, pairs: unknown): Hold[] {
  const flat = Array.isArray(pairs) ? pairs : [];
  return Array.from({ length: flat.length / 2 }, (_, k) =>
    toHold(epoch, String(flat[2 * k]), Number(flat[2 * k + 1])),
  );
}

export function toExpired(epoch: number, members: unknown): ExpiredHold[] {
  if (!Array.isArray(members)) return [];
  return members.flatMap((member) => {
    const parsed = parseMember(String(member));
    const token = formatToken(epoch, String(member));
    return parsed ? [{ holder: parsed.holder, token, seats: parsed.seats }] : [];
  });
}

/** What hold-4.lua says of seats it has just given: `expiresAt epoch.holdId|holder|cap|seats`. */
function toGranted(reply: string, wanted: readonly number[]): HoldReply {
  const space = reply.indexOf(' ');
  const token = reply.slice(space + 1);
  const dot = token.indexOf('.');
  const list = token.lastIndexOf('|');
  const cap = Number(token.slice(token.lastIndexOf('|', list - 1) + 1, list));
  // The id of a hold is the version that made it.
  const version = Number(token.slice(dot + 1, token.indexOf('|')));
  const position = { epoch: Number(token.slice(0, dot)), version };
  const hold = { token, seats: wanted, expiresAt: Number(reply.slice(0, space)), cap };
  return { code: 'OK', hold, position, cleared: [] };
}

export function toHoldReply(reply: unknown, { wanted }: HoldCommand): HoldReply {
  if (typeof reply === 'string') return toGranted(reply, isArea(wanted) ? [] : wanted);
  const { code, position, payload } = readReply(reply as unknown[]);
  const cleared = (at: number): ExpiredHold[] => toExpired(position.epoch, payload[at]);
  switch (code) {
    case 'OK': {
      const hold = toHold(position.epoch, String(payload[0]), Number(payload[1]));
      return { code, hold, position, cleared: cleared(2) };
    }
    case 'TAKEN':
    case 'CHANNEL':
    case 'ORPHAN':
      return { code, seats: numbers(payload[0]), position, cleared: cleared(1) };
    case 'LIMIT':
      return { code, limit: Number(payload[0]), position, cleared: cleared(1) };
    case 'AREA_FULL':
      return { code, free: Number(payload[0]), position, cleared: cleared(1) };
    case 'AGAIN':
      return { code, position, cleared: cleared(0) };
    case 'CLOSED':
    case 'STALE_CONFIG':
    case 'NOT_ADMITTED':
    case 'ROOM_LOST':
      return { code, position };
    case 'LOST':
      return { code };
    default:
      throw new Error(`hold answered ${code}`);
  }
}

/** `holder|seats|pinnedAt`, the value of an order record. */
export function formatRecord(record: OwnerRecord): string {
  return `${record.holder}|${record.seats.join(',')}|${String(record.pinnedAt)}`;
}

export function parseRecord(ownerId: string, value: string): OwnerRecord {
  const [holder = '', seats = '', pinnedAt = '0'] = value.split('|');
  return {
    ownerId,
    holder,
    seats: seats === '' ? [] : seats.split(',').map(Number),
    pinnedAt: Number(pinnedAt),
  };
}
