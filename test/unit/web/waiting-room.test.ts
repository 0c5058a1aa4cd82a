import type { RoomDraw, WaitingRoomFacts } from '@ticket-flow/client';
import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { drawOf, hashSeed, newSeed } from '../../../server/src/waiting-room/shuffle.ts';
import type { SessionState } from '../../../server/web/src/shared/session.ts';
import { checkDraw } from '../../../server/web/src/shop/waiting-room/check-draw.ts';
import { mayJoin, sceneOf } from '../../../server/web/src/shop/waiting-room/room-scene.ts';
import {
  announcement,
  partOfLine,
  waitWords,
} from '../../../server/web/src/shop/waiting-room/room-words.ts';

const MINUTE_MS = 60_000;
const ROOM: WaitingRoomFacts = {
  phase: 'open',
  lobbyOpensAt: 0,
  opensAt: 60 * MINUTE_MS,
  seedHash: '',
  waiting: 9,
};
const t = ((key: string, values: object = {}) =>
  [key.replace('room.', ''), ...Object.values(values).map(String)].join(' ')) as TFunction;

function someone(emailVerified: boolean): SessionState {
  const user = { id: 'u', email: 'a@b.c', name: 'A', locale: 'ko', emailVerified } as const;
  return { status: 'signedIn', user };
}

describe('SITE-9 what the waiting room shows', () => {
  const visitor: SessionState = { status: 'visitor' };
  const none = { state: 'none' } as const;
  it.each([
    ['before', visitor, 'before', undefined],
    ['lobby', visitor, 'signIn', undefined],
    ['open', visitor, 'signIn', undefined],
    ['draining', visitor, 'full', undefined],
    ['closed', visitor, 'closed', undefined],
    ['lifted', visitor, 'lifted', undefined],
    ['before', someone(true), 'before', none],
    ['lobby', someone(false), 'verify', none],
    ['lobby', someone(true), 'join', none],
    ['paused', someone(true), 'join', none],
    ['lobby', someone(true), 'loading', undefined],
    ['lobby', someone(true), 'lobby', { state: 'lobby' }],
    ['open', someone(true), 'line', { state: 'waiting', position: 1, etaMs: 1 }],
    ['paused', someone(true), 'paused', { state: 'waiting', position: 1, etaMs: null }],
    ['draining', someone(true), 'line', { state: 'waiting', position: 1, etaMs: 1 }],
    ['closed', someone(true), 'timedOut', { state: 'ended', reason: 'timed_out' }],
    ['open', someone(true), 'missed', { state: 'ended', reason: 'missed' }],
    ['closed', someone(true), 'soldOut', { state: 'ended', reason: 'sold_out' }],
  ] as const)('SITE-9 %s, %o: %s', (phase, session, scene, place) => {
    expect(sceneOf({ session, room: { ...ROOM, phase }, place })).toBe(scene);
  });

  it('SITE-10 says sold out to those who come afterwards, and lets nobody join then', () => {
    const room = { ...ROOM, phase: 'closed', closedBecause: 'sold_out' } as const;
    expect(sceneOf({ session: visitor, room, place: undefined })).toBe('soldOut');
    expect(mayJoin(room)).toBe(false);
    expect(mayJoin({ ...ROOM, phase: 'before' })).toBe(false);
  });
});

describe('SITE-10 words', () => {
  it.each([
    [0, 'waitMinute'],
    [59_000, 'waitMinute'],
    [3 * MINUTE_MS, 'waitMinutes 3'],
    [12 * MINUTE_MS, 'waitMinutes 10'],
    [43 * MINUTE_MS, 'waitMinutes 45'],
    [58 * MINUTE_MS, 'waitHours 1'],
    [97 * MINUTE_MS, 'waitHoursMinutes 1 30'],
    [170 * MINUTE_MS, 'waitHoursMinutes 2 45'],
  ])('SITE-10 an estimate of %d ms is no more exact than it is', (ms, words) => {
    expect(waitWords(ms, t)).toBe(words);
  });

  it('SITE-10 a line that moves speaks a few times, a countdown at its moments', () => {
    const told = (position: number) =>
      announcement(
        {
          scene: 'line',
          room: ROOM,
          place: { state: 'waiting', position, etaMs: 1 },
          now: 0,
          locale: 'en',
        },
        t,
      );
    const keys = Array.from({ length: 5_000 }, (_, k) => told(k + 1).key);
    expect(new Set(keys).size).toBeLessThan(60);
    expect(new Set(keys.slice(0, 10)).size).toBe(10);
    expect(told(1_234).text).toContain('1,234');
    expect([10, 11, 99, 100, 1_234].map(partOfLine)).toEqual([10, 50, 100, 100, 1_500]);
    const counting = (now: number) =>
      announcement({ scene: 'lobby', room: ROOM, place: { state: 'lobby' }, now, locale: 'en' }, t)
        .text;
    expect(counting(0)).toBe('sayCountdown sayMinutes 60');
    expect(counting(29 * MINUTE_MS)).toBe(counting(0));
    expect(counting(59.9 * MINUTE_MS)).toBe('sayCountdown saySeconds 10');
  });
});

describe('SITE-11 checking a draw', () => {
  const seed = newSeed();
  const accounts = Array.from({ length: 40 }, (_, k) => `account-${String(k)}`);
  const order = accounts.map((account) => drawOf(seed, account)).sort();
  const draw: RoomDraw = { seed, seedHash: hashSeed(seed), lobby: 40, order };

  it('SITE-11 finds what the server drew, and where this account was drawn', async () => {
    const check = await checkDraw(draw, hashSeed(seed), 'account-7');
    const place = order.indexOf(drawOf(seed, 'account-7')) + 1;
    expect(check).toEqual({ seed: true, order: true, place });
    expect((await checkDraw(draw, hashSeed(seed), 'came later'))?.place).toBeUndefined();
  });

  it('SITE-11 notices another seed, an order that was changed, and people left out', async () => {
    const other = newSeed();
    const announced = hashSeed(seed);
    const swapped = [...order.slice(1), order[0] ?? ''];
    expect((await checkDraw({ ...draw, seed: other }, announced, 'x'))?.seed).toBe(false);
    expect((await checkDraw({ ...draw, order: swapped }, announced, 'x'))?.order).toBe(false);
    expect((await checkDraw({ ...draw, lobby: 41 }, announced, 'x'))?.order).toBe(false);
  });
});
