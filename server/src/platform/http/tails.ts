import { brotliCompressSync, constants, crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { Encoding } from './encodings.ts';

/** Bytes of an answer, made at each call. */
export type Bytes = () => Uint8Array<ArrayBuffer>;

const BROTLI_QUALITY = 6;
/** Magic, deflate, no flags, no time, no system. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

export function compressed(text: Buffer, encoding: Encoding): Uint8Array<ArrayBuffer> {
  if (encoding === Encoding.Gzip) return new Uint8Array(gzipSync(text));
  if (encoding === Encoding.Identity) return new Uint8Array(text);
  return new Uint8Array(brotliCompressSync(text, brotli(text.length)));
}

/**
 * A text that is compressed once, and a short end that is new every time and travels as it is:
 * both formats have blocks for what is not compressed.
 */
export function withTail(text: Buffer, encoding: Encoding, tail: () => string): Bytes {
  if (encoding === Encoding.Gzip) return gzipWithTail(text, tail);
  if (encoding === Encoding.Brotli) return brotliWithTail(text, tail);
  return () => joined(text, Buffer.from(tail()));
}

/** RFC 1951, 3.2.4: a last block, stored; RFC 1952: checksum and length of all of it. */
function gzipWithTail(text: Buffer, tail: () => string): Bytes {
  const deflated = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH });
  const head = Buffer.concat([GZIP_HEAD, deflated]);
  const checksum = crc32(text);
  return () => {
    const end = Buffer.from(tail());
    const block = Buffer.alloc(5);
    block.writeUInt8(1, 0);
    block.writeUInt16LE(end.length, 1);
    block.writeUInt16LE(~end.length & 0xffff, 3);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(end, checksum), 0);
    trailer.writeUInt32LE(text.length + end.length, 4);
    return joined(head, block, end, trailer);
  };
}

/** RFC 7932, 9.2: a meta-block that is not compressed, then the last one, which is empty. */
function brotliWithTail(text: Buffer, tail: () => string): Bytes {
  const finishFlush = constants.BROTLI_OPERATION_FLUSH;
  const head = brotliCompressSync(text, { ...brotli(text.length), finishFlush });
  return () => {
    const end = Buffer.from(tail());
    // Not the last (1 bit), length in four nibbles (2), length - 1 (16), not compressed (1).
    const block = Buffer.alloc(3);
    block.writeUIntLE(((end.length - 1) << 3) | (1 << 19), 0, 3);
    return joined(head, block, end, Buffer.from([3]));
  };
}

function brotli(length: number) {
  return {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: length,
    },
  };
}

function joined(...parts: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
