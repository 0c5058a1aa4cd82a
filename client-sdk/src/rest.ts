import { abortable, eitherOf } from './abort.ts';
import { TicketFlowError } from './errors.ts';
import type { ErrorBody } from './protocol/index.ts';
import { retrying } from './retrying.ts';

export interface RequestOptions {
  readonly method?: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends the access token; a call without one is refused by the server. */
  readonly signedIn?: boolean;
  /** Sent again when no answer came: it has the same effect however often. @default for GET */
  readonly repeatable?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Answered alike to everyone: goes without a partner's key, and so under one address for all. */
  readonly forEverybody?: boolean;
}

export interface RestOptions {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly getToken: () => Promise<string | undefined>;
  readonly partnerKey?: string | undefined;
}

export type Rest = <T>(path: string, options?: RequestOptions) => Promise<T>;

const TRIES = 4;
const ANSWER_WITHIN_MS = 15_000;

/** JSON over fetch; whatever goes wrong becomes a TicketFlowError. */
export function createRest(options: RestOptions): Rest {
  return function request<T>(path: string, request: RequestOptions = {}): Promise<T> {
    const repeatable = request.repeatable ?? (request.method ?? 'GET') === 'GET';
    const { signal } = request;
    const call = (): Promise<T> => callOnce(options, path, request);
    return abortable(() => retrying(call, { tries: repeatable ? TRIES : 1, signal }), signal);
  };
}

async function callOnce<T>(
  options: RestOptions,
  path: string,
  request: RequestOptions,
): Promise<T> {
  const response = await send(options, path, request);
  const body = await readJson(response);
  if (response.ok && (body !== undefined || response.status === 204)) return body as T;
  if (isErrorBody(body)) throw TicketFlowError.fromBody(body);
  throw new TicketFlowError('NETWORK', `The server answered ${String(response.status)}.`);
}

async function send(options: RestOptions, path: string, request: RequestOptions) {
  const headers: Record<string, string> = { Accept: 'application/json', ...request.headers };
  if (request.body !== undefined) headers['Content-Type'] = 'application/json';
  const token = request.signedIn ? await options.getToken() : undefined;
  if (token !== undefined) headers['Authorization'] = `Bearer ${token}`;
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const { partnerKey } = options;
  const query = request.forEverybody ? request.query : { ...request.query, partnerKey };
  try {
    return await options.fetch(`${options.baseUrl}${path}${queryOf(query)}`, {
      method: request.method ?? 'GET',
      headers,
      credentials: partnerKey === undefined ? 'include' : 'omit',
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      signal: request.signal ? eitherOf(request.signal, late) : late,
    });
  } catch (cause) {
    if (request.signal?.aborted) throw new TicketFlowError('ABORTED', 'Aborted.', { cause });
    throw new TicketFlowError('NETWORK', 'The server could not be reached.', { cause });
  }
}

function queryOf(query: RequestOptions['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function isErrorBody(body: unknown): body is ErrorBody {
  const error = (body as { error?: { code?: unknown } } | undefined)?.error;
  return typeof error?.code === 'string';
}
