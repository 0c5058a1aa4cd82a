import { createHash } from 'node:crypto';
import { Encoding, encodingFor } from './encodings.ts';
import { compressed, withTail } from './tails.ts';

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
  readonly notModified: FinishedResponse;
  answer(): FinishedResponse;
}

const OFFERED = [Encoding.Brotli, Encoding.Gzip] as const;
/** Smaller ones travel in one packet either way. */
const WORTH_BYTES = 1_000;
const MAX_HEADERS = 50;

export function createFinished(options: FinishedOptions): Finished {
  const { text, staleSince } = options;
  const plain = Buffer.from(text);
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  const offered = plain.length < WORTH_BYTES ? [] : OFFERED;
  const forms = new Map<Encoding, Form>();
  /** By what clients say of encodings; there are few who say it in other words. */
  const asked = new Map<string, Form>();

  function formOf(header = ''): Form {
    const found = asked.get(header);
    if (found) return found;
    const encoding = encodingFor(header, offered);
    const form = forms.get(encoding) ?? createForm(options, { plain, hash, encoding });
    forms.set(encoding, form);
    if (asked.size < MAX_HEADERS) asked.set(header, form);
    return form;
  }

  return {
    respond: ({ acceptEncoding, ifNoneMatch }) => {
      const form = formOf(acceptEncoding);
      const known = ifNoneMatch !== undefined && names(ifNoneMatch, hash);
      const response = known ? form.notModified : form.answer();
      if (staleSince === undefined) return response;
      const age = Math.max(0, Math.floor((Date.now() - staleSince) / 1000));
      return { ...response, headers: [...response.headers, 'age', String(age)] };
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
  const described = [...headers, 'content-type', 'application/json', ...coding];
  const notModified: FinishedResponse = { status: 304, headers };
  const answerWith = (body: Uint8Array<ArrayBuffer>): FinishedResponse => ({
    status: 200,
    headers: [...described, 'content-length', String(body.length)],
    body,
  });
  if (tail) {
    const bytes = withTail(plain, encoding, tail);
    return { notModified, answer: () => answerWith(bytes()) };
  }
  const answer = answerWith(compressed(plain, encoding));
  return { notModified, answer: () => answer };
}

/** Whoever has any form of it has the content. A proxy that compresses makes the tag a weak one. */
function names(ifNoneMatch: string, hash: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => {
    const [, named] = /^(?:W\/)?"([\w-]{22})(?:-(?:br|gzip))?"$/.exec(tag.trim()) ?? [];
    return named === hash;
  });
}
