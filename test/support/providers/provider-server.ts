import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { takeFault } from './faults.ts';
import type { Fault, Operation } from './faults.ts';

/** A payment provider on this machine that behaves as the real one documents, faults included. */
export interface ProviderServer {
  readonly provider: 'toss' | 'stripe';
  readonly url: string;
  /** What a server needs in its environment to use this provider. */
  readonly env: Readonly<Record<string, string>>;
  /** The buyer authorises a payment; answers the payment key that the provider's page brings back. */
  authorise(orderId: string, amount: number, options?: Authorisation): string;
  /** The buyer pays into the account of the order's payment. Toss only. */
  deposit(orderId: string): void;
  /** The provider gives the order's authorisation up, as it does by itself after a time. */
  expire(orderId: string): void;
  /** What goes wrong with the next matching calls; the first that matches is used up first. */
  fault(fault: Fault): void;
  clearFaults(): void;
  /** The provider forgets its idempotency keys, as it does after days. */
  forgetKeys(): void;
  /** Money taken for an order, in all. */
  charged(orderId: string): number;
  /** How often money was taken for it. */
  captures(orderId: string): number;
  /** Money given back, in all. */
  returned(orderId: string): number;
  /** Somebody gives money back on the provider's own pages. */
  returnByHand(orderId: string, amount: number): void;
  /** The event of the order's present state, as it would be sent now. */
  webhook(orderId: string): WebhookMessage;
  /** From now on every change of state is sent there. */
  sendWebhooksTo(url: string): void;
  /** Calls that came in, by what they were for. */
  calls(on: Operation, orderId?: string): number;
  stop(): Promise<void>;
}

export interface Authorisation {
  /** @default '카드' at Toss, 'card' at Stripe */
  readonly method?: string;
  /** @default 'KRW' */
  readonly currency?: string;
  /** The bank will refuse the confirmation, with this code. */
  readonly refusal?: string;
}

export interface WebhookMessage {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Call {
  readonly on: Operation;
  readonly orderId: string | undefined;
  /** Does it; at most once for a call. */
  run(): Answer;
  /** Keeps an answer under the call's idempotency key, as if the call had brought it. */
  store(answer: Answer): Answer;
  /** How this provider words what a fault wants to be told. */
  problem(fault: { status: number; code: string; message: string }): Answer;
  readonly alreadyProcessed: { status: number; code: string; message: string };
}

export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  header(name: string): string | undefined;
}

export interface FaultyServer {
  readonly url: string;
  fault(fault: Fault): void;
  clearFaults(): void;
  calls(on: Operation, orderId?: string): number;
  stop(): Promise<void>;
}

/** Serves calls, each with the fault that is meant for it. */
export async function startFaultyServer(
  understand: (request: Received) => Call | Answer,
): Promise<FaultyServer> {
  const faults: Fault[] = [];
  const counts = new Map<string, number>();
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = understand(await receive(request));
    if (!('run' in call)) {
      send(response, call);
      return;
    }
    count(call.on);
    if (call.orderId !== undefined) count(`${call.on} ${call.orderId}`);
    misbehave(response, call, takeFault(faults, call));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      send(response, {
        status: 500,
        body: `{"code":"BUG","message":${JSON.stringify(String(error))}}`,
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    fault: (fault) => void faults.push({ times: 1, ...fault }),
    clearFaults: () => void faults.splice(0),
    calls: (on, orderId) => counts.get(orderId === undefined ? on : `${on} ${orderId}`) ?? 0,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://provider'),
    body: Buffer.concat(chunks).toString(),
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
  };
}

function misbehave(response: ServerResponse, call: Call, fault: Fault | undefined): void {
  const say = (status: number, code: string): Answer =>
    call.problem({ status, code, message: `fault: ${code}` });
  switch (fault?.kind) {
    case undefined:
      send(response, call.run());
      return;
    // A time-out: the connection stays open until the caller gives up.
    case 'timeoutBefore':
      return;
    case 'timeoutAfter':
      call.run();
      return;
    case 'resetBefore':
      response.destroy();
      return;
    case 'resetAfter':
      call.run();
      response.destroy();
      return;
    case 'resetMidAnswer':
      sendHalf(response, call.run());
      return;
    case 'error500':
      send(response, say(500, 'FAILED_INTERNAL_SYSTEM_PROCESSING'));
      return;
    case 'error500After':
      call.run();
      send(response, say(500, 'FAILED_INTERNAL_SYSTEM_PROCESSING'));
      return;
    case 'notJson':
      call.run();
      send(response, { status: 200, body: '<html>maintenance</html>' });
      return;
    case 'rateLimited':
      send(response, say(429, 'TOO_MANY_REQUESTS'));
      return;
    case 'busy':
      send(response, say(409, 'IDEMPOTENT_REQUEST_PROCESSING'));
      return;
    case 'alreadyProcessed':
      call.run();
      send(response, call.problem(call.alreadyProcessed));
      return;
    case 'error':
      send(response, call.problem({ message: 'fault', ...fault.problem }));
      return;
    case 'stored':
      send(response, call.store(call.problem({ message: 'fault', ...fault.problem })));
      return;
    case 'errorAfter':
      call.run();
      send(response, call.problem({ message: 'fault', ...fault.problem }));
      return;
    case 'changed':
      send(response, changed(call.run(), fault.change));
  }
}

function changed(answer: Answer, change: (body: Record<string, unknown>) => object): Answer {
  const body = JSON.parse(answer.body) as Record<string, unknown>;
  return { ...answer, body: JSON.stringify(change(body)) };
}

function send(response: ServerResponse, answer: Answer): void {
  const type = { 'content-type': 'application/json' };
  response.writeHead(answer.status, { ...type, ...answer.headers }).end(answer.body);
}

function sendHalf(response: ServerResponse, answer: Answer): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
    ...answer.headers,
  });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}
