import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Database } from '@ticket-flow/db';
import { withService } from '../compose-command.ts';
import { runCommand } from '../platform/command.ts';
import { askOwner } from '../platform/owner-file.ts';
import type { OwnerFile } from '../platform/owner-file.ts';
import { createProductionRepository } from './production-repository.ts';
import { createProductions } from './productions.ts';
import type { ProductionRequest, Productions } from './productions.ts';
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

/** Through the running server the new performance is live at once. */
function throughServer(owner: OwnerFile): Productions {
  return {
    importFile: (file, request) =>
      askOwner(owner, '/productions', 'POST', { ...request, chart: file }),
  };
}

function onDatabase(database: Database): Productions {
  return createProductions({ repository: createProductionRepository(database) });
}

await runCommand(async () => {
  const wanted = readArguments();
  if (!wanted) {
    console.error(USAGE);
    return 1;
  }
  const chart = await readJson(wanted.file);
  const reach = { throughServer, onDatabase };
  const result = await withService(reach, (to) => to.importFile(chart, wanted.request));
  console.log(result.report);
  console.log(`Performance ${String(result.performanceId)} of /events/${result.eventSlug}`);
  return 0;
});

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
}
