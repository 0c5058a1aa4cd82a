import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER_TOKEN, TOKEN_SECRET, startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { openSale } from '../../support/catalogue.ts';
import { countRows } from '../../support/rows.ts';
import { waitFor } from '../../support/wait.ts';
import { mutationsOf } from './mutations.ts';
import type { JsonSchema } from './mutations.ts';
import { SAMPLES } from './samples.ts';
import type { Sample } from './samples.ts';

/** Paths that a wrong value cannot spoil: any text is a possible slug, it just isn't there. */
const FREE_TEXT = new Set(['slug', 'category', 'q']);

interface Operation {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly secured: boolean;
  readonly parameters: readonly { name: string; in: string; required?: boolean }[];
  readonly schema: JsonSchema | undefined;
  /** By status. */
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

interface Problem {
  readonly status: number;
  readonly body: { error?: { code?: string; message?: string; details?: { field?: string } } };
}

describe('EDGE-1 every route refuses what is wrong', () => {
  let test: TestApp;
  let operations: Operation[];
  let token: string;
  let tablesBefore: Record<string, number>;

  beforeAll(async () => {
    test = await startApp();
    await openSale(test.test.database);
    token = (await test.join()).session.accessToken;
    operations = readOperations(
      (await (await fetch(`${test.url}/api/openapi.json`)).json()) as OpenApi,
    );
    // The mail of the new account leaves a row of its own behind.
    const { outboxMessages } = test.test.database.models;
    await waitFor(async () => (await outboxMessages.count({ where: { state: 'open' } })) === 0);
    tablesBefore = await countRows(test.test.database);
  });
  afterAll(async () => {
    try {
      expect(await countRows(test.test.database), 'nothing half-done').toEqual(tablesBefore);
    } finally {
      await test.close();
    }
  });

  async function send(
    operation: Operation,
    sample: Sample & { raw?: string },
    authorization?: string,
  ): Promise<Problem> {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(sample.params?.[name] ?? ''),
    );
    const query = new URLSearchParams(sample.query).toString();
    const text = sample.raw ?? (sample.body && JSON.stringify(sample.body));
    const response = await fetch(`${test.url}/api${path}?${query}`, {
      method: operation.method.toUpperCase(),
      headers: {
        ...sample.headers,
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...(authorization && { authorization }),
      },
      ...(text !== undefined && { body: text }),
    });
    return { status: response.status, body: (await response.json()) as Problem['body'] };
  }

  const signedIn = (operation: Operation): string =>
    operation.path.startsWith('/admin/') ? `Bearer ${OWNER_TOKEN}` : `Bearer ${token}`;

  function expectRefusal(
    { key, responses }: Operation,
    problem: Problem,
    [what, field]: [string, string?],
  ): void {
    const where = `${key} ${what}: ${JSON.stringify(problem.body).slice(0, 200)}`;
    expect(problem.status, where).toBeGreaterThanOrEqual(400);
    expect(problem.status, where).toBeLessThan(500);
    // EDGE-5
    const described = responses[problem.status]?.description ?? '';
    expect(described, where).toContain(`\`${problem.body.error?.code ?? ''}\``);
    expect(problem.body.error?.message, where).toBeTruthy();
    if (field === undefined || problem.body.error?.code !== 'INVALID') return;
    const named = problem.body.error.details?.field ?? '';
    const related = named.startsWith(field) || field.startsWith(named);
    expect(named !== '' && related, `${where} should name ${field}`).toBe(true);
  }

  it('EDGE-1 has a sample for every route and no other', () => {
    expect(Object.keys(SAMPLES).sort()).toEqual(operations.map(({ key }) => key).sort());
  });

  it('EDGE-1 secured routes refuse no token, a garbled one and an expired one', async () => {
    const expired = jwt.sign({ exp: 1 }, TOKEN_SECRET, {
      subject: 'somebody',
      audience: 'ticket-flow:access',
    });
    const foreign = jwt.sign({}, 'another secret of enough length', {
      subject: 'somebody',
      audience: 'ticket-flow:access',
    });
    const secured = operations.filter((operation) => operation.secured);
    expect(secured.length).toBeGreaterThan(5);
    for (const operation of secured) {
      for (const header of [
        undefined,
        'Bearer garbage',
        `Bearer ${expired}`,
        `Bearer ${foreign}`,
      ]) {
        const problem = await send(operation, SAMPLES[operation.key] ?? {}, header);
        expect([401, 403], operation.key).toContain(problem.status);
        expectRefusal(operation, problem, [`with ${header ?? 'no token'}`]);
      }
    }
  });

  it('EDGE-1 bad path and query parameters and headers are refused by name', async () => {
    for (const operation of operations) {
      const sample = SAMPLES[operation.key] ?? {};
      for (const { name, in: place } of operation.parameters) {
        if (FREE_TEXT.has(name)) continue;
        for (const value of ['!', '-1', '9'.repeat(400), '1.5', '%00']) {
          const group = place === 'path' ? 'params' : place === 'header' ? 'headers' : 'query';
          const spoilt = { ...sample, [group]: { ...sample[group], [name]: value } };
          if (place === 'header' && value.length > 8 && value.length < 100) continue;
          const problem = await send(operation, spoilt, signedIn(operation));
          expectRefusal(operation, problem, [`${name}=${value.slice(0, 20)}`, name]);
        }
      }
    }
  });

  it('EDGE-1 bodies that are missing, no JSON, no object or too large are refused', async () => {
    for (const operation of operations.filter(({ schema }) => schema)) {
      const { body, ...sample } = SAMPLES[operation.key] ?? {};
      expect(body, operation.key).toBeDefined();
      const large = JSON.stringify({ x: 'x'.repeat(300_000) });
      for (const raw of [undefined, '', '{', '[]', '"text"', 'null', '7', large]) {
        const spoilt = raw === undefined ? sample : { ...sample, raw };
        const problem = await send(operation, spoilt, signedIn(operation));
        expectRefusal(operation, problem, [`body ${String(raw).slice(0, 10)}`]);
      }
    }
  });

  it('EDGE-1 every field of every body: missing, wrong type, empty, huge, negative', async () => {
    let sent = 0;
    for (const operation of operations) {
      const sample = SAMPLES[operation.key] ?? {};
      if (!operation.schema || !sample.body) continue;
      for (const { name, field, value } of mutationsOf(operation.schema, sample.body)) {
        const spoilt = { ...sample, body: value as Record<string, unknown> };
        const problem = await send(operation, spoilt, signedIn(operation));
        expectRefusal(operation, problem, [name, field]);
        sent += 1;
      }
    }
    expect(sent).toBeGreaterThan(100);
  });

  it('EDGE-1 what is not there is NOT_FOUND, on every path', async () => {
    const missing = await fetch(`${test.url}/api/no-such-thing`);
    expect(missing.status).toBe(404);
    expect(((await missing.json()) as Problem['body']).error?.code).toBe('NOT_FOUND');
  });
});

interface OpenApi {
  paths: Record<
    string,
    Record<
      string,
      {
        security?: unknown[];
        parameters?: { name: string; in: string; required?: boolean }[];
        responses: Record<string, { description: string }>;
        requestBody?: { content: Record<string, { schema: JsonSchema }> };
      }
    >
  >;
}

function readOperations({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      key: `${method} ${path}`,
      method,
      path,
      secured: operation.security !== undefined,
      parameters: operation.parameters ?? [],
      schema: operation.requestBody?.content['application/json']?.schema,
      responses: operation.responses,
    })),
  );
}
