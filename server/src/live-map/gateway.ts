import type { IncomingMessage } from 'node:http';
import { PROTOCOL_VERSION } from '@ticket-flow/client/protocol';
import type { ClientToServerEvents, ServerToClientEvents } from '@ticket-flow/client/protocol';
import type { Server, Socket } from 'socket.io';
import { AppError, unavailable } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';
import { toErrorBody } from '../platform/http/problem.ts';
import { handle } from '../platform/sockets/handle.ts';
import type { BestAvailable, Seats } from '../seats/index.ts';
import { createBroadcast } from './broadcast.ts';
import { toWire } from './feed.ts';
import type { Feed, FeedOutput } from './feed.ts';
import type { ChangedHolders } from './nudges.ts';
import { holderRoom, performanceRoom } from './rooms.ts';
import { schemas } from './schemas.ts';
import { createTellHolder } from './tell-holder.ts';

interface SocketData {
  session?: { holder: string; expiresAt: number; end: NodeJS.Timeout };
  /** The session event that is worked on. */
  turn?: Promise<void>;
  /** Performances it wants to watch: an unwatch may overtake the watch before it. */
  wanted?: Set<number>;
}

/** What nodes say to each other. */
interface NodeEvents {
  'map:dirty': (performanceIds: number[], changed?: ChangedHolders[]) => void;
  'limits:news': (news: unknown) => void;
}

export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, NodeEvents, SocketData>;
type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, NodeEvents, SocketData>;

export interface GatewayDependencies {
  readonly io: LiveServer;
  readonly feed: Feed;
  readonly seats: Seats;
  readonly best: BestAvailable;
  readonly identify: Identify;
  readonly logger: Logger;
}

/**
 * Who a token makes its bearer on the connection that this request opened. Throws TOKEN_EXPIRED,
 * UNAUTHENTICATED, FORBIDDEN.
 */
export type Identify = (
  request: IncomingMessage,
  accessToken: string,
) => Promise<{ readonly holder: string; readonly expiresAt: number }>;

/** Node ends a longer one at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Frames and heartbeats to the viewers on this node; other nodes send to theirs. */
export function roomOutput(io: LiveServer, logger: Logger): FeedOutput {
  const broadcast = createBroadcast(io, logger);
  return {
    frame: (frame) => {
      broadcast(performanceRoom(frame.performanceId), 'map:frame', frame);
    },
    viewers: (performanceId) =>
      io.of('/').adapter.rooms.get(performanceRoom(performanceId))?.size ?? 0,
    heartbeat: (heartbeat) => {
      broadcast(performanceRoom(heartbeat.performanceId), 'map:heartbeat', heartbeat);
    },
  };
}

/** The socket edge: anyone may watch, holding needs a session. */
export function attachGateway(dependencies: GatewayDependencies): void {
  const { io, seats, feed } = dependencies;
  seats.listen({
    changed: (performanceId) => {
      feed.dirty(performanceId);
    },
    holdsChanged: createTellHolder(dependencies),
    holdExpired: ({ holder, ...ended }) => {
      io.to(holderRoom(holder)).emit('hold:expired', ended);
    },
  });
  io.use((socket, next) => {
    next(refusalOf(socket.handshake.auth['protocol']));
  });
  io.on('connection', (socket) => {
    attachSession(socket, dependencies);
    attachMap(socket, dependencies);
    attachHolds(socket, dependencies);
  });
  io.of('/').adapter.on('delete-room', (room: string) => {
    if (room.startsWith('p:')) feed.unfollow(Number(room.slice(2)));
  });
}

/** A client that names no version is taken to speak ours. */
function refusalOf(version: unknown): Error | undefined {
  if (version === undefined || version === PROTOCOL_VERSION) return undefined;
  const message = `This server speaks version ${String(PROTOCOL_VERSION)} of the seat protocol.`;
  const data = toErrorBody(new AppError('UNSUPPORTED_PROTOCOL', message));
  return Object.assign(new Error(message), { data });
}

/** To every device of a holder, after an order moved. */
export function tellOrder(io: LiveServer, holder: string, orderId: string, state: string): void {
  io.to(holderRoom(holder)).emit('order:updated', { orderId, state });
}

function attachSession(socket: LiveSocket, { identify, logger }: GatewayDependencies): void {
  const event = 'session:authenticate';
  async function begin(accessToken: string): Promise<void> {
    const { holder, expiresAt } = await identify(socket.request, accessToken);
    if (!socket.connected) return;
    await endSession(socket);
    // Whoever does not renew the session in time hears nothing more of that holder.
    const end = setTimeout(
      () => {
        if (socket.data.session?.end === end) void socket.leave(holderRoom(holder));
      },
      Math.min(expiresAt - Date.now(), MAX_TIMER_MS),
    );
    socket.data.session = { holder, expiresAt, end };
    await socket.join(holderRoom(holder));
  }
  handle(socket, event, schemas[event], logger, async ({ accessToken }, answer) => {
    await inTurn(socket, () => begin(accessToken));
    answer({});
  });
  handle(socket, 'session:end', schemas['session:end'], logger, async (_request, answer) => {
    await inTurn(socket, () => endSession(socket));
    answer({});
  });
  socket.on('disconnect', () => {
    clearTimeout(socket.data.session?.end);
  });
}

/** Session events are worked on in the order they came: telling who it is may take a while. */
function inTurn(socket: LiveSocket, work: () => Promise<void>): Promise<void> {
  const turn = (socket.data.turn ?? Promise.resolve()).then(work);
  socket.data.turn = turn.catch(() => undefined);
  return turn;
}

async function endSession(socket: LiveSocket): Promise<void> {
  const { session } = socket.data;
  if (!session) return;
  clearTimeout(session.end);
  delete socket.data.session;
  await socket.leave(holderRoom(session.holder));
}

function attachMap(socket: LiveSocket, { feed, logger }: GatewayDependencies): void {
  const wanted = (socket.data.wanted = new Set<number>());
  handle(socket, 'map:watch', schemas['map:watch'], logger, async (request, answer) => {
    const { performanceId, position } = request;
    const viewer = position && { epoch: position[0], version: position[1] };
    wanted.add(performanceId);
    await feed.follow(performanceId, viewer);
    // FEED-7: joining and the snapshot of the present position belong to one synchronous turn.
    const snapshot = feed.snapshot(performanceId);
    if (!snapshot) throw unavailable('The map is not there yet; try again.', 100);
    if (wanted.has(performanceId)) void socket.join(performanceRoom(performanceId));
    answer({ snapshot });
  });
  handle(socket, 'map:unwatch', schemas['map:unwatch'], logger, async (request, answer) => {
    wanted.delete(request.performanceId);
    await socket.leave(performanceRoom(request.performanceId));
    answer({});
  });
}

function attachHolds(socket: LiveSocket, { seats, best, logger }: GatewayDependencies): void {
  handle(socket, 'hold:create', schemas['hold:create'], logger, async (request, answer) => {
    const { hold, position } = await seats.hold({ ...request, holder: holderOf(socket) });
    answer({ hold, position: toWire(position), serverNow: Date.now() });
  });
  handle(socket, 'hold:best', schemas['hold:best'], logger, async (request, answer) => {
    const { hold, position } = await best.hold({ ...request, holder: holderOf(socket) });
    answer({ hold, position: toWire(position), serverNow: Date.now() });
  });
  handle(socket, 'hold:release', schemas['hold:release'], logger, async (request, answer) => {
    const { position } = await seats.release({ ...request, holder: holderOf(socket) });
    answer({ position: toWire(position) });
  });
  handle(socket, 'hold:renew', schemas['hold:renew'], logger, async (request, answer) => {
    const renewed = await seats.renew({ ...request, holder: holderOf(socket) });
    const { expiresAt, position } = renewed;
    answer({ expiresAt, position: toWire(position), serverNow: Date.now() });
  });
  handle(socket, 'hold:list', schemas['hold:list'], logger, async (request, answer) => {
    const { performanceId } = request;
    const { holds, position } = await seats.mine(performanceId, holderOf(socket));
    answer({ performanceId, holds, position: toWire(position), serverNow: Date.now() });
  });
}

/** The session is looked at again at every mutation: a token expires while the socket lives. */
export function holderOf(socket: Pick<LiveSocket, 'data'>): string {
  const { session } = socket.data;
  if (!session) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  if (session.expiresAt <= Date.now()) {
    throw new AppError('TOKEN_EXPIRED', 'The session has expired; sign in again.');
  }
  return session.holder;
}
