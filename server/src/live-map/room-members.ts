import type { Connection } from './finished-bytes.ts';
import type { LiveServer } from './gateway.ts';

/** The viewers of a room in two lists: to go through them is most of what a node does itself. */
export interface Members {
  readonly ids: readonly string[];
  readonly connections: readonly Connection[];
}

/** Gathered when somebody asks after somebody came or went. */
export function createRoomMembers(io: LiveServer): (room: string) => Members | undefined {
  const { adapter, sockets } = io.of('/');
  const gathered = new Map<string, Members>();
  for (const event of ['join-room', 'leave-room'] as const) {
    adapter.on(event, (room: string) => gathered.delete(room));
  }

  function gather(room: string, ids: Iterable<string>): Members {
    const members = { ids: [] as string[], connections: [] as Connection[] };
    for (const id of ids) {
      const socket = sockets.get(id);
      if (!socket) continue;
      members.ids.push(id);
      members.connections.push(socket.conn as unknown as Connection);
    }
    gathered.set(room, members);
    return members;
  }

  return (room) => {
    const found = gathered.get(room);
    if (found) return found;
    const ids = adapter.rooms.get(room);
    return ids && gather(room, ids);
  };
}
