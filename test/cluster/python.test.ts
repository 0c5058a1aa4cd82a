import { TicketFlowClient } from '@ticket-flow/client';
import type { SeatChannel, Session } from '@ticket-flow/client';
import { checksumOf, SeatState } from '@ticket-flow/client/protocol';
import { connectDatabase } from '@ticket-flow/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startPython, type PythonClient, type PythonMap } from '../python/python-client.ts';
import { openSale } from '../support/catalogue.ts';
import { waitFor } from '../support/wait.ts';
import { startCluster, type Cluster } from './cluster.ts';
import { WIDE_LIMITS } from '../support/wide-limits.ts';

const { Free, Held } = SeatState;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, seedDemo: false, env: WIDE_LIMITS });
});
afterAll(() => cluster?.stop());

/** The performance's id. */
async function sale(): Promise<number> {
  const database = connectDatabase({ url: cluster.database.url });
  try {
    return await openSale(database);
  } finally {
    await database.close();
  }
}

/** A client of the SDK with an account of its own. */
async function join(name: string): Promise<{ client: TicketFlowClient; session: Session }> {
  const baseUrl = cluster.url;
  const email = `${crypto.randomUUID()}@example.test`;
  const account = { email, password: 'a long enough one', name };
  const session = await new TicketFlowClient({ baseUrl }).signUp(account);
  const client = new TicketFlowClient({ baseUrl, getToken: () => session.accessToken });
  return { client, session };
}

describe.each(['websocket', 'polling'] as const)('a client in Python, over %s', (transport) => {
  let viewer: TicketFlowClient;
  let channel: SeatChannel;
  let python: PythonClient;
  beforeAll(async () => {
    const [performanceId, sdk, account] = await Promise.all([
      sale(),
      join('Viewer'),
      join('Python'),
    ]);
    viewer = sdk.client;
    channel = viewer.seatChannel(performanceId);
    const { accessToken } = account.session;
    [python] = await Promise.all([
      startPython({ url: cluster.url, performanceId, transport, accessToken }),
      channel.ready(),
    ]);
  });
  afterAll(async () => {
    viewer?.close();
    expect(await python?.quit()).toBe(0);
  });

  /** Python's map, once it fits. */
  function pythonShows(fits: (map: PythonMap) => boolean, message: string): Promise<PythonMap> {
    const probe = async (): Promise<PythonMap | undefined> => {
      const map = await python.map();
      return fits(map) ? map : undefined;
    };
    return waitFor(probe, { message: `Python to show ${message}` });
  }

  function pythonShowsSeat(seat: number, state: SeatState): Promise<PythonMap> {
    const fits = ({ states }: PythonMap): boolean => states[seat] === String(state);
    return pythonShows(fits, `seat ${seat} in state ${state}`);
  }

  function sdkShows(seat: number, state: SeatState): Promise<boolean> {
    const message = `the SDK to show seat ${seat} in state ${state}`;
    return waitFor(() => channel.bits?.get(seat) === state, { message });
  }

  /** Both maps at one position, compared seat by seat. */
  async function expectAgreement(): Promise<PythonMap> {
    const map = await pythonShows(({ position: [epoch, version], live }) => {
      const { position } = channel;
      return live && epoch === position?.epoch && version === position.version;
    }, 'the position of the SDK');
    const { bits } = channel;
    if (!bits) throw new Error('the SDK shows no map');
    const states = Array.from({ length: bits.seatCount }, (_, seat) => bits.get(seat));
    expect(map.states).toBe(states.join(''));
    expect(map.checksum).toBe(checksumOf(bits));
    return map;
  }

  it('WIRE-5 Python sees by frames what the SDK holds and releases', async () => {
    const before = await python.map();
    const hold = await channel.hold({ seats: [3, 17, 39] });
    for (const seat of [3, 17, 39]) await pythonShowsSeat(seat, Held);
    await channel.release(hold.token);
    for (const seat of [3, 17, 39]) await pythonShowsSeat(seat, Free);
    const after = await expectAgreement();
    expect(after.frames).toBeGreaterThanOrEqual(before.frames + 2);
    expect(after.resyncs).toBe(0);
  });

  it('WIRE-5 the SDK sees what Python holds and releases', async () => {
    const answer = await python.hold([4, 5], 'python-holds-1');
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.hold.seats.map(({ seat }) => seat)).toEqual([4, 5]);
    await sdkShows(5, Held);
    expect(channel.look(4)).toBe('held');

    const again = await python.hold([4, 5], 'python-holds-1');
    expect(again).toMatchObject({ ok: true, hold: { token: answer.hold.token } });

    expect(await python.release(answer.hold.token)).toMatchObject({ ok: true });
    await sdkShows(5, Free);
    const gone = await python.release(answer.hold.token);
    expect(gone).toMatchObject({ ok: false, error: { code: 'GONE' } });
  });

  it('WIRE-5 Python is told which of its seats is taken', async () => {
    await channel.hold({ seats: [12] });
    const refused = await python.hold([11, 12], 'python-is-late-1');
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'TAKEN', details: { seats: [{ seat: 12, label: '1F-B-3' }] } },
    });
    await pythonShowsSeat(12, Held);
    await expectAgreement();
    expect(channel.look(11)).toBe('free');
  });

  it('WIRE-5 Python notices that a frame is missing, and asks for the map', async () => {
    const before = await python.map();
    await python.drop();
    await channel.hold({ seats: [20] });
    await pythonShows(({ dropped }) => dropped, 'that it dropped a frame');
    await channel.hold({ seats: [30] });
    const after = await pythonShowsSeat(30, Held);
    expect(after.states[20]).toBe(String(Held));
    expect(after.resyncs).toBe(before.resyncs + 1);
    await expectAgreement();
  });

  it('WIRE-5 heartbeats confirm the checksum that Python computed, and the maps agree', async () => {
    const { heartbeats_ok: before, resyncs } = await python.map();
    await pythonShows((map) => map.heartbeats_ok > before, 'one more heartbeat that agrees');
    const map = await expectAgreement();
    expect(map.states).toMatch(/[123]/);
    expect(map.resyncs).toBe(resyncs);
  });
});
