import type { Frame, Heartbeat } from '@ticket-flow/client/protocol';
import type { Logger } from '../platform/logging.ts';
import { findFlaw } from './broadcast-check.ts';
import { encodeEvent, idleStream, textFrame } from './finished-bytes.ts';
import type { LiveServer } from './gateway.ts';
import { createRoomMembers } from './room-members.ts';

export type Message = ['map:frame', Frame] | ['map:heartbeat', Heartbeat];

/** Sends a message to the viewers of a room on this node. */
export type Broadcast = (room: string, ...message: Message) => void;

/** FEED-16: by finished bytes where the installed libraries let us, else through Socket.IO. */
export function createBroadcast(io: LiveServer, logger: Logger): Broadcast {
  const flaw = findFlaw(io);
  if (flaw === undefined) return finishedBroadcast(io);
  logger.warn({ flaw }, 'frames are sent through Socket.IO, which takes more of a processor');
  return plainBroadcast(io);
}

/** Through all of Socket.IO, which makes a frame for every viewer. */
export function plainBroadcast(io: LiveServer): Broadcast {
  return (room, ...message) => {
    emitTo(io, room, message);
  };
}

/**
 * FEED-15: the message becomes bytes once, and they are written to the stream of every viewer whose
 * stream is idle. All others are told through Socket.IO: they poll, are changing their transport, or
 * have something waiting before it, which must stay before it.
 */
export function finishedBroadcast(io: LiveServer): Broadcast {
  const membersOf = createRoomMembers(io);
  return (room, ...message) => {
    const members = membersOf(room);
    if (!members) return;
    const { ids, connections } = members;
    const bytes = textFrame(encodeEvent(io.encoder, message));
    const others: string[] = [];
    connections.forEach((connection, k) => {
      const stream = idleStream(connection);
      if (stream) stream.write(bytes);
      else others.push(ids[k] ?? '');
    });
    // Every socket is in a room of its own, named after it.
    if (others.length > 0) emitTo(io, others, message);
  };
}

function emitTo(io: LiveServer, rooms: string | string[], [event, body]: Message): void {
  const viewers = io.local.to(rooms);
  if (event === 'map:frame') viewers.emit(event, body);
  else viewers.emit(event, body);
}
