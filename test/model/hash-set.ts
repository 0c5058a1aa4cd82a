/** Compact containers for millions of states. */

/**
 * Open-addressing set of 64-bit hashes, held as two 32-bit halves. For n states the chance that any
 * two collide is about n² / 2⁶⁵: 3e-6 at ten million.
 */
export class HashSet64 {
  #mask: number;
  #high: Uint32Array;
  #low: Uint32Array;
  size = 0;

  constructor(bits: number) {
    this.#mask = 2 ** bits - 1;
    this.#high = new Uint32Array(2 ** bits);
    this.#low = new Uint32Array(2 ** bits);
  }

  /** False when the hash was there already. */
  add(high: number, low: number): boolean {
    if (this.size * 10 > (this.#mask + 1) * 7) this.#grow();
    // 0,0 marks an empty slot.
    const lower = (high | low) === 0 ? 1 : low;
    let slot = (lower ^ Math.imul(high, 0x9e3779b1)) & this.#mask;
    while (this.#high[slot] !== 0 || this.#low[slot] !== 0) {
      if (this.#high[slot] === high && this.#low[slot] === lower) return false;
      slot = (slot + 1) & this.#mask;
    }
    this.#high[slot] = high;
    this.#low[slot] = lower;
    this.size += 1;
    return true;
  }

  #grow(): void {
    const bigger = new HashSet64(Math.log2(this.#mask + 1) + 1);
    for (let slot = 0; slot <= this.#mask; slot += 1) {
      const high = this.#high[slot] ?? 0;
      const low = this.#low[slot] ?? 0;
      if (high !== 0 || low !== 0) bigger.add(high, low);
    }
    this.#mask = bigger.#mask;
    this.#high = bigger.#high;
    this.#low = bigger.#low;
  }
}

/** Two independent 32-bit mixes of the bytes. */
export function hashInto(bytes: Uint8Array, out: Uint32Array): void {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    a = Math.imul(a ^ byte, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul((b << 13) | (b >>> 19), 5) + 0xe6546b64 + Math.imul(byte + 1, 0xcc9e2d51);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  b = Math.imul(b ^ (b >>> 16), 0xc2b2ae35);
  out[0] = (a ^ (a >>> 13)) >>> 0;
  out[1] = (b ^ (b >>> 16)) >>> 0;
}

const CHUNK_BITS = 20;

/** A growing array of 32-bit numbers that is never copied. */
export class GrowingArray {
  readonly #chunks: Uint32Array[] = [];
  length = 0;

  push(value: number): void {
    const index = this.length >>> CHUNK_BITS;
    const chunk = (this.#chunks[index] ??= new Uint32Array(2 ** CHUNK_BITS));
    chunk[this.length & (2 ** CHUNK_BITS - 1)] = value;
    this.length += 1;
  }

  get(index: number): number {
    return this.#chunks[index >>> CHUNK_BITS]?.[index & (2 ** CHUNK_BITS - 1)] ?? 0;
  }
}
