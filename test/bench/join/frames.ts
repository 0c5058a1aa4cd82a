/** WebSocket frames as a server sends them: whole messages, not masked. */
export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
}

export const Opcode = { Text: 1, Binary: 2, Close: 8, Ping: 9, Pong: 10 } as const;

/** The whole frames at the beginning of what came, and what is left of it. */
export function readFrames(bytes: Buffer): { frames: Frame[]; rest: Buffer } {
  const frames: Frame[] = [];
  let at = 0;
  for (;;) {
    const body = bodyAt(bytes, at);
    if (!body || body.end > bytes.length) return { frames, rest: bytes.subarray(at) };
    const opcode = (bytes[at] ?? 0) & 0x0f;
    frames.push({ opcode, payload: bytes.subarray(body.start, body.end) });
    at = body.end;
  }
}

function bodyAt(bytes: Buffer, at: number): { start: number; end: number } | undefined {
  if (bytes.length < at + 2) return undefined;
  const short = (bytes[at + 1] ?? 0) & 0x7f;
  const start = at + 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
  if (bytes.length < start) return undefined;
  if (short < 126) return { start, end: start + short };
  const length = short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
  return { start, end: start + length };
}

/** A client's frame. Its mask is four zeros: clients must mask, and this costs nothing. */
export function clientFrame(text: string, opcode: number = Opcode.Text): Buffer {
  const payload = Buffer.from(text);
  const long = payload.length >= 126;
  const head = Buffer.alloc(long ? 8 : 6);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (long ? 126 : payload.length);
  if (long) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}
