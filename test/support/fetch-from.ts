import { Agent, request } from 'node:http';

/**
 * `fetch` from an address of this machine: Linux has all of 127.0.0.0/8, so that a crowd of people
 * comes from as many addresses. Plain HTTP, bodies of text.
 */
export function fetchFrom(address: string): typeof fetch {
  // A kept connection may be closed by the server just as an order is sent on it.
  const agent = new Agent({ keepAlive: false, localAddress: address });
  return function ask(input, init = {}): Promise<Response> {
    const { method = 'GET', headers, body, signal } = init;
    if (input instanceof Request) throw new Error('an address is expected, and no Request');
    return new Promise((resolve, reject) => {
      const sent = request(input, {
        agent,
        method,
        headers: Object.fromEntries(new Headers(headers)),
        ...(signal && { signal }),
      });
      sent.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const names = Object.entries(response.headers).map(
            ([name, value]) => [name, String(value)] as [string, string],
          );
          const { statusCode: status = 0 } = response;
          const empty = status === 204 || status === 304;
          resolve(new Response(empty ? null : Buffer.concat(parts), { status, headers: names }));
        });
      });
      sent.on('error', reject);
      sent.end(typeof body === 'string' ? body : undefined);
    });
  };
}

let people = 0;

/** Another one each time; this machine's one address where there are no others. */
export function nextAddress(): string {
  people += 1;
  if (process.platform !== 'linux') return '127.0.0.1';
  const [a, b] = [1 + (Math.floor(people / 250) % 250), 1 + (people % 250)];
  return `127.${String(2 + (process.pid % 60))}.${String(a)}.${String(b)}`;
}
