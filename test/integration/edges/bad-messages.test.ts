import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_EVENTS } from '@ticket-flow/client';
import { z } from 'zod';
import { schemas as mapSchemas } from '../../../server/src/live-map/schemas.ts';
import { popularSocketSchemas } from '../../../server/src/popular-search/schemas.ts';
import { schemas as roomSchemas } from '../../../server/src/waiting-room/schemas.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { countRows } from '../../support/rows.ts';
import { waitFor } from '../../support/wait.ts';
import { mutationsOf } from './mutations.ts';
import type { JsonSchema } from './mutations.ts';

const schemas = { ...mapSchemas, ...roomSchemas, ...popularSocketSchemas };
type EventName = (typeof CLIENT_EVENTS)[number];
interface Answer {
  ok: boolean;
  error?: { code: string; message: string; details?: { field?: string; seats?: unknown[] } };
}

describe('EDGE-2 every socket event refuses what is wrong', () => {
  let test: TestApp;
  let performanceId: number;
  let closedId: number;
  let token: string;
  let visitor: Socket;
  let member: Socket;

  const sampleOf = (): Record<EventName, Record<string, unknown>> => ({
    'session:authenticate': { accessToken: token },
    'session:end': {},
    'map:watch': { performanceId, position: [1, 1] },
    'map:unwatch': { performanceId },
    'hold:create': { performanceId, requestId: 'request-1', seats: [1] },
    'hold:best': { performanceId, requestId: 'request-5', count: 2 },
    'hold:release': { performanceId, token: '1.1|user:x|1|1' },
    'hold:renew': { performanceId, token: '1.1|user:x|1|1' },
    'hold:list': { performanceId },
    'room:join': { performanceId },
    'room:look': { performanceId },
    'room:enter': { performanceId },
    'room:leave': { performanceId },
    'popular:watch': {},
    'popular:unwatch': {},
  });
  const ask = (socket: Socket, event: string, ...args: unknown[]): Promise<Answer> =>
    socket.timeout(5_000).emitWithAck(event, ...args) as Promise<Answer>;
  const connect = async (): Promise<Socket> => {
    const socket = io(test.url, { transports: ['websocket'], forceNew: true });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    return socket;
  };

  beforeAll(async () => {
    test = await startApp();
    performanceId = await openSale(test.test.database);
    closedId = await openSale(test.test.database, { set: { sale_closes_at: Date.now() - 1 } });
    token = (await test.join()).session.accessToken;
    // The letter of a new account writes a row when it is sent, a moment later.
    const { accountTokens } = test.test.database.models;
    await waitFor(async () => (await accountTokens.count()) > 0);
    visitor = await connect();
    member = await connect();
    await ask(member, 'session:authenticate', { accessToken: token });
  });
  afterAll(async () => {
    visitor.disconnect();
    member.disconnect();
    await test.close();
  });

  function expectRefusal(answer: Answer, title: string, field?: string): void {
    const where = `${title}: ${JSON.stringify(answer).slice(0, 200)}`;
    expect(answer.ok, where).toBe(false);
    expect(answer.error?.code, where).toMatch(/^[A-Z_]+$/);
    expect(answer.error?.code, where).not.toBe('INTERNAL');
    if (field === undefined || answer.error?.code !== 'INVALID') return;
    const named = answer.error.details?.field ?? '';
    expect(named.startsWith(field) || field.startsWith(named), where).toBe(true);
  }

  it('EDGE-2 has a schema and a sample for every event of the protocol', () => {
    expect(Object.keys(schemas).sort()).toEqual([...CLIENT_EVENTS].sort());
    expect(Object.keys(sampleOf()).sort()).toEqual([...CLIENT_EVENTS].sort());
  });

  it('EDGE-2 every field of every event: missing, wrong type, huge, negative', async () => {
    const before = await countRows(test.test.database);
    let sent = 0;
    for (const event of CLIENT_EVENTS) {
      const schema = z.toJSONSchema(schemas[event], { io: 'input' }) as JsonSchema;
      const sample = sampleOf()[event];
      // An empty object is all that `session:end` takes.
      const empty = Object.keys(sample).length === 0 ? [] : [{}];
      const wrong = [undefined, null, 7, 'text', [], ...empty];
      for (const payload of wrong) {
        expectRefusal(await ask(member, event, payload), `${event} ${JSON.stringify(payload)}`);
      }
      for (const { name, field, value } of mutationsOf(schema, sample)) {
        expectRefusal(await ask(member, event, value), `${event} ${name}`, field);
        sent += 1;
      }
    }
    expect(sent).toBeGreaterThan(50);
    expect(await countRows(test.test.database)).toEqual(before);
  });

  it('EDGE-2 a message without an ack, or of an unknown event, harms nobody', async () => {
    visitor.emit('hold:create', { performanceId, requestId: 'request-2', seats: [1] });
    visitor.emit('no:such-event', 1, 2, 3);
    expect((await ask(visitor, 'map:watch', { performanceId })).ok).toBe(true);
  });

  it('EDGE-2 a visitor may watch, and nothing else', async () => {
    for (const event of CLIENT_EVENTS.filter((name) => name.startsWith('hold:'))) {
      const answer = await ask(visitor, event, sampleOf()[event]);
      expect(answer.error?.code, event).toBe('UNAUTHENTICATED');
    }
  });

  it.each([
    ['a seat that is not there', { seats: [4_000] }, 'UNKNOWN_SEAT'],
    ['a negative seat', { seats: [-1] }, 'UNKNOWN_SEAT'],
    ['a seat named twice', { seats: [1, 1] }, 'DUPLICATE'],
    ['more than the limit', { seats: [1, 2, 3, 4, 5, 6, 7] }, 'LIMIT'],
    ['more than 20 seats', { seats: Array.from({ length: 21 }, (_, k) => k) }, 'INVALID'],
    ['an area that is not there', { area: { name: 'Nowhere', count: 1 } }, 'INVALID'],
    ['seats and an area', { seats: [1], area: { name: 'Standing', count: 1 } }, 'INVALID'],
    ['neither seats nor an area', {}, 'INVALID'],
  ])('EDGE-2 a hold of %s is refused', async (_title, wish, code) => {
    const request = { performanceId, requestId: 'request-3', ...wish };
    const answer = await ask(member, 'hold:create', request);
    expect(answer.error?.code).toBe(code);
    expect((await ask(member, 'hold:list', { performanceId })) as unknown).toMatchObject({
      holds: [],
    });
  });

  it('EDGE-2 a closed sale, an unknown performance and an expired session are told apart', async () => {
    const wish = { requestId: 'request-4', seats: [1] };
    const closed = await ask(member, 'hold:create', { ...wish, performanceId: closedId });
    expect(closed.error?.code).toBe('CLOSED');
    const unknown = await ask(member, 'hold:create', { ...wish, performanceId: 999_999 });
    expect(unknown.error?.code).toBe('NOT_FOUND');
    const best = { requestId: 'request-6', count: 2 };
    const closedToo = await ask(member, 'hold:best', { ...best, performanceId: closedId });
    expect(closedToo.error?.code).toBe('CLOSED');
    const unknownToo = await ask(member, 'hold:best', { ...best, performanceId: 999_999 });
    expect(unknownToo.error?.code).toBe('NOT_FOUND');
    expect((await ask(visitor, 'map:watch', { performanceId: 999_999 })).error?.code).toBe(
      'NOT_FOUND',
    );
  });

  it('EDGE-3 a socket from a foreign origin is refused', async () => {
    const socket = io(test.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { origin: 'https://elsewhere.example' },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect_error', () => {
        resolve();
      });
      socket.once('connect', () => {
        reject(new Error('a foreign origin was let in'));
      });
    });
    socket.disconnect();
  });

  it('WIRE-4 a client that names another version of the protocol is told, and which it is', async () => {
    const socket = io(test.url, { forceNew: true, auth: { protocol: 99 } });
    const error = await new Promise<{ data?: Answer }>((resolve) => {
      socket.once('connect_error', (refusal) => {
        resolve(refusal);
      });
    });
    socket.disconnect();
    expect(error.data?.error?.code).toBe('UNSUPPORTED_PROTOCOL');
    expect(error.data?.error?.message).toContain('version 1');
  });
});
