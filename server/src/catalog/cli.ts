import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { connectDatabase, migrate } from '@ticket-flow/db';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { AppError } from '../platform/errors.ts';
import { readOwnerFile } from '../platform/owner-file.ts';
import { createProductionRepository } from './production-repository.ts';
import { createProductions } from './productions.ts';
import type { ProductionRequest, ProductionResult } from './productions.ts';
import { productionSchema } from './schemas.ts';

const USAGE = `usage: npm run chart:import -- FILE --event TITLE [options]

  --event TITLE      name of the event to create
  --venue NAME       name of the venue (default: the chart's name)
  --time-zone ZONE   IANA zone of the venue (default: Asia/Seoul)
  --starts INSTANT   when it begins, as 2027-01-31T19:30:00+09:00 (default: in 30 days, 19:30)
  --currency CODE    (default: KRW)
  --price AMOUNT     full price of the best grade in minor units (default: 100000)
  --on-sale          open the sale now (default: in a week)`;

interface Wish {
  readonly file: string;
  readonly request: ProductionRequest;
}

/** What a field of the request is called on the command line. */
const OPTION_OF: Readonly<Record<string, string>> = {
  title: 'event',
  timeZone: 'time-zone',
  startsAt: 'starts',
  topPrice: 'price',
};

/** An instant must say its offset: the machine's own zone has nothing to do with the venue's. */
function readInstant(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const instant = /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(instant)) {
    throw new Error('--starts: must be an instant with its offset, as 2027-01-31T19:30:00+09:00');
  }
  if (instant <= Date.now()) throw new Error('--starts: lies in the past');
  return instant;
}

function readArguments(): Wish | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      event: { type: 'string' },
      venue: { type: 'string' },
      'time-zone': { type: 'string' },
      starts: { type: 'string' },
      currency: { type: 'string' },
      price: { type: 'string' },
      'on-sale': { type: 'boolean' },
    },
  });
  const [file] = positionals;
  if (file === undefined || values.event === undefined) return undefined;
  const parsed = productionSchema.safeParse({
    title: values.event,
    venue: values.venue,
    timeZone: values['time-zone'],
    startsAt: readInstant(values.starts),
    currency: values.currency,
    topPrice: values.price === undefined ? undefined : Number(values.price),
    onSale: values['on-sale'],
  });
  if (parsed.success) return { file, request: parsed.data };
  const issue = parsed.error.issues[0];
  const field = String(issue?.path[0] ?? '');
  throw new Error(`--${OPTION_OF[field] ?? field}: ${issue?.message ?? 'not valid'}`);
}

/** Into the database, when no server has it open. */
async function importDirectly(
  config: Config,
  chart: unknown,
  request: ProductionRequest,
): Promise<ProductionResult> {
  const database = connectDatabase({ url: config.databaseUrl });
  try {
    if (config.embeddedDatabase) await migrate(database);
    const repository = createProductionRepository(database);
    return await createProductions({ repository }).importFile(chart, request);
  } finally {
    await database.close();
  }
}

/** Through the running server, so that the new performance is live at once. */
async function importThrough(
  owner: { url: string; token: string },
  chart: unknown,
  request: ProductionRequest,
): Promise<ProductionResult> {
  const response = await fetch(`${owner.url}/api/admin/productions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${owner.token}` },
    body: JSON.stringify({ ...request, chart }),
  });
  const body = (await response.json()) as ProductionResult & { error?: { message: string } };
  if (!response.ok) throw new Error(body.error?.message ?? `the server said ${response.status}`);
  return body;
}

async function main(): Promise<number> {
  const wish = readArguments();
  if (!wish) {
    console.error(USAGE);
    return 1;
  }
  const config = loadConfig();
  const chart: unknown = JSON.parse(await readFile(wish.file, 'utf8'));
  const owner = config.embeddedDatabase ? await readOwnerFile(config.dataDir) : undefined;
  const result = owner
    ? await importThrough(owner, chart, wish.request)
    : await importDirectly(config, chart, wish.request);
  console.log(result.report);
  console.log(`Performance ${String(result.performanceId)} of /events/${result.eventSlug}`);
  return 0;
}

/** A wrong file or argument; anything else is our mistake and keeps its stack. */
function isExpected(error: unknown): error is Error {
  if (error instanceof AppError || error instanceof SyntaxError) return true;
  return error instanceof Error && (error.constructor === Error || 'code' in error);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!isExpected(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
