/** The crowd, in a process of its own: joins as many as it is told, and keeps them until told. */
import { Opcode } from './frames.ts';
import { openRawSocket } from './raw-socket.ts';
import { openSeatSocket } from './seat-socket.ts';

export type JoinerOrder =
  | {
      readonly join: 'seats' | 'bare';
      readonly port: number;
      readonly tokens: readonly string[];
      readonly performanceId: number;
    }
  | { readonly leave: true };

export interface Joined {
  readonly seconds: number;
}

interface Member {
  close(): Promise<void>;
}

/** Joins under way at a time. */
const AT_ONCE = 32;

const members: Member[] = [];

/** Both requests at once, as the SDK does. */
async function joinSeats(port: number, token: string, performanceId: number): Promise<Member> {
  const socket = await openSeatSocket({ port });
  await Promise.all([
    socket.request('session:authenticate', { accessToken: token }),
    socket.request('map:watch', { performanceId }),
  ]);
  return socket;
}

function joinBare(port: number, token: string): Promise<Member> {
  return new Promise((resolve, reject) => {
    const socket = openRawSocket({
      port,
      path: '/',
      opened: () => {
        socket.send(token);
      },
      heard: ({ opcode }) => {
        if (opcode === Opcode.Binary) resolve(socket);
      },
      lost: reject,
    });
  });
}

async function joinAll(order: Extract<JoinerOrder, { join: string }>): Promise<Joined> {
  const { join, port, tokens, performanceId } = order;
  const left = tokens.values();
  const began = performance.now();
  const one = async (): Promise<void> => {
    for (const token of left) {
      const joining =
        join === 'seats' ? joinSeats(port, token, performanceId) : joinBare(port, token);
      members.push(await joining);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { seconds: (performance.now() - began) / 1000 };
}

async function leaveAll(): Promise<void> {
  await Promise.all(members.splice(0).map((member) => member.close()));
}

process.on('message', (order: JoinerOrder) => {
  const done = 'join' in order ? joinAll(order) : leaveAll();
  done.then(
    (said) => process.send?.(said ?? 'left'),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
