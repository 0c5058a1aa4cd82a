/** Answers of Toss Payments; `silent`: none came, or none that can be read. */
export type TossAnswer =
  | { readonly kind: 'ok'; readonly body: unknown }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: string;
      readonly message: string;
    }
  | { readonly kind: 'silent'; readonly reason: string };

export interface TossApi {
  get(path: string): Promise<TossAnswer>;
  post(path: string, body: object, idempotencyKey: string): Promise<TossAnswer>;
}

export interface TossApiOptions {
  readonly secretKey: string;
  readonly baseUrl: string;
  /** Longest a call takes, its answer's body included. */
  readonly timeoutMs: number;
}

/** Never rejects: what the provider or the way to it does is an answer. */
export function createTossApi({ secretKey, baseUrl, timeoutMs }: TossApiOptions): TossApi {
  const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;

  async function call(path: string, init: RequestInit): Promise<TossAnswer> {
    try {
      const response = await fetch(new URL(path, baseUrl), {
        ...init,
        headers: { ...init.headers, authorization },
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      });
      return read(response.status, await response.text());
    } catch (error) {
      return { kind: 'silent', reason: nameOf(error) };
    }
  }

  return {
    get: (path) => call(path, {}),
    post: (path, body, idempotencyKey) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify(body),
      }),
  };
}

function read(status: number, text: string): TossAnswer {
  const body = parse(text);
  if (status === 200) {
    return body === undefined ? { kind: 'silent', reason: 'NOT_JSON' } : { kind: 'ok', body };
  }
  const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown };
  return {
    kind: 'error',
    status,
    code: typeof code === 'string' ? code : `HTTP_${String(status)}`,
    message: typeof message === 'string' ? message : '',
  };
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'NO_ANSWER';
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : error.name === 'TimeoutError' ? 'TIMEOUT' : 'NO_ANSWER';
}
