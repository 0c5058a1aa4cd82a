import { Opcode } from './frames.ts';
import type { Frame } from './frames.ts';
import { openRawSocket } from './raw-socket.ts';

/** A client of the seat protocol that speaks Socket.IO by hand. */
export interface SeatSocket {
  /** Answers what the acknowledgement says. Throws when it is a refusal. */
  request(event: string, payload: object): Promise<Acknowledgement>;
  close(): Promise<void>;
}

export interface Acknowledgement {
  readonly ok: boolean;
  readonly [field: string]: unknown;
}

export interface SeatSocketOptions {
  readonly port: number;
  /** The text of every event, as it comes. */
  readonly event?: (text: string) => void;
  /** Every message, before it is looked at. */
  readonly message?: (message: Frame) => void;
}

interface Asked {
  readonly resolve: (answer: Acknowledgement) => void;
  readonly reject: (error: Error) => void;
}

const PATH = '/socket.io/?EIO=4&transport=websocket';

/** Resolves when the server has let it in. */
export function openSeatSocket(options: SeatSocketOptions): Promise<SeatSocket> {
  return new Promise((resolve, reject) => {
    const waiting = new Map<number, Asked>();
    let nextId = 0;
    let attached: string | undefined;
    const answer = (text: string): void => {
      const [, id = '', json = '[]'] = /^(\d+)(\[.*)$/s.exec(text) ?? [];
      const asked = waiting.get(Number(id));
      waiting.delete(Number(id));
      const [said] = JSON.parse(json) as [Acknowledgement];
      if (said.ok) asked?.resolve(said);
      else asked?.reject(new Error(json));
    };
    const heard = (message: Frame): void => {
      const { opcode, payload } = message;
      options.message?.(message);
      if (opcode === Opcode.Binary) {
        if (attached !== undefined) answer(attached);
        attached = undefined;
        return;
      }
      if (opcode !== Opcode.Text) return;
      const text = payload.toString();
      if (text === '2') raw.send('3');
      else if (text.startsWith('42')) options.event?.(text);
      else if (text.startsWith('43')) answer(text.slice(2));
      else if (text.startsWith('461-')) attached = text.slice(4);
      else if (text.startsWith('0')) raw.send('40{"protocol":1}');
      else if (text.startsWith('40')) resolve(socket);
      else if (text.startsWith('44')) reject(new Error(text));
    };
    const lost = (error: Error): void => {
      reject(error);
      for (const asked of waiting.values()) asked.reject(error);
      waiting.clear();
    };
    const raw = openRawSocket({ port: options.port, path: PATH, heard, lost });
    const socket: SeatSocket = {
      request: (event, payload) =>
        new Promise((answered, refused) => {
          nextId += 1;
          waiting.set(nextId, { resolve: answered, reject: refused });
          raw.send(`42${String(nextId)}${JSON.stringify([event, payload])}`);
        }),
      close: () => raw.close(),
    };
  });
}
