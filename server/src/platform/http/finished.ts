import { createHash } from 'node:crypto';
import { Encoding, encodingFor } from './encodings.ts';
import { fixed, withTail } from './tails.ts';
import type { Bytes } from './tails.ts';

/** An answer that was worked out before anybody asked: bytes, tag and compressed forms. */
export interface Finished {
  respond(request: Conditions): FinishedResponse;
}

export interface Conditions {
  readonly acceptEncoding: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

export interface FinishedResponse {
  readonly status: 200 | 304;
  /** Names (in lower case) and values in turn. */
  readonly headers: readonly string[];
  readonly body?: Uint8Array<ArrayBuffer>;
}

export interface FinishedOptions {
  /** The JSON, without the end that moves with the clock. */
  readonly text: string;
  /** That end, anew for every answer; a hundred bytes at most. */
  readonly tail?: (() => string) | undefined;
  readonly cacheControl: string;
  /** Nothing newer is known since then. */
  readonly staleSince?: number | undefined;
}

/** One compressed form, or the plain one. */
interface Form {
  /** Of an answer without a body. */
  readonly headers: readonly string[];
  readonly bodyHeaders: readonly string[];
  readonly body: Bytes;
}

const OFFERED = [Encoding.Brotli, Encoding.Gzip] as const;
/** Smaller ones travel in one packet either way. */
const WORTH_BYTES = 1_000;

export function createFinished(options: FinishedOptions): Finished {
  const { text, staleSince } = options;
  const plain = Buffer.from(text);
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  const offered = plain.length < WORTH_BYTES ? [] : OFFERED;
  const forms = new Map<Encoding, Form>();

  function formOf(encoding: Encoding): Form {
    const found = forms.get(encoding);
    if (found) return found;
    const form = createForm(options, { plain, hash, encoding });
    forms.set(encoding, form);
    return form;
  }

  function age(): string[] {
    if (staleSince === undefined) return [];
    return ['age', String(Math.max(0, Math.floor((Date.now() - staleSince) / 1000)))];
  }

  return {
    respond: ({ acceptEncoding, ifNoneMatch }) => {
      const form = formOf(encodingFor(acceptEncoding, offered));
      if (ifNoneMatch !== undefined && names(ifNoneMatch, hash)) {
        return { status: 304, headers: [...form.headers, ...age()] };
      }
      const body = form.body();
      const length = ['content-length', String(body.length)];
      return { status: 200, headers: [...form.bodyHeaders, ...length, ...age()], body };
    },
  };
}

function createForm(
  { tail, cacheControl }: FinishedOptions,
  { plain, hash, encoding }: { plain: Buffer; hash: string; encoding: Encoding },
): Form {
  const coded = encoding !== Encoding.Identity;
  // What ends differently every time is the same only in what it says.
  const etag = tail ? `W/"${hash}"` : `"${hash}${coded ? `-${encoding}` : ''}"`;
  const headers = ['etag', etag, 'cache-control', cacheControl, 'vary', 'Accept-Encoding'];
  const coding = coded ? ['content-encoding', encoding] : [];
  return {
    headers,
    bodyHeaders: [...headers, 'content-type', 'application/json', ...coding],
    body: tail ? withTail(plain, encoding, tail) : fixed(plain, encoding),
  };
}

/** Whoever has any form of it has the content. A proxy that compresses makes the tag a weak one. */
function names(ifNoneMatch: string, hash: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => {
    const [, named] = /^(?:W\/)?"([\w-]{22})(?:-(?:br|gzip))?"$/.exec(tag.trim()) ?? [];
    return named === hash;
  });
}
