const LINE_END = 0x0a;
const ARRAY = 0x2a;
const BULK = 0x24;
const ERROR = 0x2d;
const MINUS = 0x2d;
const ZERO = 0x30;

/** Where the RESP2 reply that begins at `from` ends; -1 while a part of it is missing. */
export function replyEnd(chunk: Buffer, from: number): number {
  const line = chunk.indexOf(LINE_END, from) + 1;
  if (line === 0) return -1;
  const type = chunk[from];
  if (type !== BULK && type !== ARRAY) return line;
  const length = sizeIn(chunk, from + 1);
  if (length < 0) return line;
  if (type === BULK) return line + length + 2 <= chunk.length ? line + length + 2 : -1;
  let end = line;
  for (let k = 0; k < length && end !== -1; k += 1) {
    end = end < chunk.length ? replyEnd(chunk, end) : -1;
  }
  return end;
}

function sizeIn(chunk: Buffer, from: number): number {
  if (chunk[from] === MINUS) return -1;
  let size = 0;
  for (let at = from; (chunk[at] ?? 0) >= ZERO; at += 1) size = size * 10 + (chunk[at] ?? 0) - ZERO;
  return size;
}

/** Counts replies as they come, in whatever pieces. */
export class ReplyCounter {
  private rest: Buffer = Buffer.alloc(0);

  /** How many replies this piece completes. Throws at one that is an error. */
  take(piece: Buffer): number {
    const chunk = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    let replies = 0;
    let at = 0;
    while (at < chunk.length) {
      const end = replyEnd(chunk, at);
      if (end === -1) break;
      if (chunk[at] === ERROR) throw new Error(chunk.toString('utf8', at, end).trim());
      replies += 1;
      at = end;
    }
    this.rest = at === chunk.length ? Buffer.alloc(0) : Buffer.from(chunk.subarray(at));
    return replies;
  }
}
