/** A process of its own: clients that hold seats over their sockets, one hold at a time each. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '@ticket-flow/client/protocol';

export type ClientsOrder =
  | {
      readonly do: 'open';
      readonly url: string;
      readonly performanceId: number;
      readonly accessTokens: readonly string[];
    }
  | { readonly do: 'hold'; readonly each: number }
  | { readonly do: 'release' };

interface Client {
  readonly socket: Socket;
  readonly performanceId: number;
  readonly tokens: string[];
}

interface Answer {
  readonly ok: boolean;
  readonly hold?: { readonly token: string };
}

const state: { clients: Client[] } = { clients: [] };

process.on('message', (order: ClientsOrder) => {
  void obey(order).then((answer) => process.send?.(answer));
});
process.once('disconnect', () => {
  for (const { socket } of state.clients) socket.close();
});
process.send?.('ready');

/** Seconds that it took. */
async function obey(order: ClientsOrder): Promise<number> {
  const began = performance.now();
  if (order.do === 'open')
    state.clients = await Promise.all(order.accessTokens.map(opening(order)));
  else if (order.do === 'release') await Promise.all(state.clients.map(releaseAll));
  else {
    const first = (k: number): number => k * order.each;
    await Promise.all(state.clients.map((client, k) => holdOn(client, first(k), order.each)));
  }
  return (performance.now() - began) / 1_000;
}

function opening({ url, performanceId }: { readonly url: string; readonly performanceId: number }) {
  return async (accessToken: string): Promise<Client> => {
    const auth = { protocol: PROTOCOL_VERSION };
    const socket = io(url, { transports: ['websocket'], forceNew: true, auth });
    await ask(socket, 'session:authenticate', { accessToken });
    return { socket, performanceId, tokens: [] };
  };
}

async function holdOn(client: Client, first: number, count: number): Promise<void> {
  const { socket, performanceId, tokens } = client;
  for (let seat = first; seat < first + count; seat += 1) {
    const request = { performanceId, requestId: randomUUID(), seats: [seat] };
    const { hold } = await ask(socket, 'hold:create', request);
    tokens.push(hold?.token ?? '');
  }
}

async function releaseAll({ socket, performanceId, tokens }: Client): Promise<void> {
  for (const token of tokens.splice(0)) {
    await ask(socket, 'hold:release', { performanceId, token });
  }
}

async function ask(socket: Socket, event: string, request: object): Promise<Answer> {
  const answer = (await socket.emitWithAck(event, request)) as Answer;
  if (!answer.ok) throw new Error(`${event} answered ${JSON.stringify(answer)}`);
  return answer;
}
