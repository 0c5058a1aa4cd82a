import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { io } from 'socket.io-client';
import { TicketFlowClient } from '@ticket-flow/client';
import type { ChannelState } from '@ticket-flow/client';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { openProxy } from '../../support/proxy.ts';
import type { Proxy } from '../../support/proxy.ts';
import { waitFor } from '../../support/wait.ts';

describe('SDK-1 a client comes back', () => {
  let test: TestApp;
  let proxy: Proxy;
  let performanceId: number;
  beforeAll(async () => {
    test = await startApp();
    proxy = await openProxy(test.url);
    performanceId = await openSale(test.test.database, { rows: 8 });
  });
  afterAll(async () => {
    await proxy.close();
    await test.close();
  });

  it('SDK-1 as a visitor, when the person signed out while there was no connection', async () => {
    const { session } = await test.join();
    const signedIn: { token?: string } = { token: session.accessToken };
    const client = new TicketFlowClient({ baseUrl: proxy.url, getToken: () => signedIn.token });
    try {
      const channel = client.seatChannel(performanceId);
      await channel.ready();
      await channel.hold({ seats: [0] });
      proxy.cut(true);
      await waitFor(() => channel.state === 'offline');
      delete signedIn.token;
      proxy.accept();
      await waitFor(() => channel.state === 'live' && channel.holds.length === 0);
      expect(channel.look(0)).toBe('held');
    } finally {
      proxy.accept();
      client.close();
    }
  });

  it('SDK-1 says that it is offline while nobody answers, and lives on when a listener throws', async () => {
    const client = new TicketFlowClient({ baseUrl: proxy.url });
    const thrown: unknown[] = [];
    const catchIt = (error: unknown): void => void thrown.push(error);
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').on('uncaughtException', catchIt);
    try {
      const channel = client.seatChannel(performanceId);
      await channel.ready();
      const states: ChannelState[] = [];
      channel.on('state', () => {
        throw new Error('a listener of the page');
      });
      channel.on('state', (state) => states.push(state));
      proxy.cut(true);
      await waitFor(() => states.includes('offline'));
      proxy.accept();
      await waitFor(() => channel.state === 'live');
      expect(states.at(-1)).toBe('live');
      expect(String(thrown[0])).toContain('a listener of the page');
    } finally {
      process.off('uncaughtException', catchIt);
      for (const listener of others) process.on('uncaughtException', listener);
      proxy.accept();
      client.close();
    }
  });

  it('SDK-1 gives up at once what is asked of a closed client', async () => {
    const { client } = await test.join();
    const channel = client.seatChannel(performanceId);
    await channel.ready();
    client.close();
    await expect(channel.hold({ seats: [3] })).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('NODE-2 a polling client is told to go, and gets its answers before it does', async () => {
    const leaving = await startApp();
    const own = await openSale(leaving.test.database);
    const socket = io(leaving.url, {
      transports: ['polling'],
      forceNew: true,
      reconnection: false,
    });
    const told: number[] = [];
    socket.on('server:leaving', ({ withinMs }: { withinMs: number }) => told.push(withinMs));
    const watch = async (): Promise<boolean> =>
      ((await socket.emitWithAck('map:watch', { performanceId: own })) as { ok: boolean }).ok;
    expect(await watch()).toBe(true);
    const closed = leaving.close();
    await waitFor(() => told.length === 1);
    expect(await watch()).toBe(true);
    const late = io(leaving.url, { forceNew: true, reconnection: false });
    const refusal = await new Promise<Error>((resolve) => late.once('connect_error', resolve));
    expect(refusal).toBeInstanceOf(Error);
    socket.disconnect();
    await closed;
  });
});
