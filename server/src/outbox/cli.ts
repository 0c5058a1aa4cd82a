import { parseArgs } from 'node:util';
import { connectDatabase, migrate } from '@ticket-flow/db';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { runCommand, wholeNumber } from '../platform/command.ts';
import { createLogger } from '../platform/logging.ts';
import { askOwner, readOwnerFile } from '../platform/owner-file.ts';
import type { OwnerFile } from '../platform/owner-file.ts';
import { createOutbox } from './outbox.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';

const USAGE = `usage: npm run outbox -- [options]

  --state STATE   which messages to list: dead, open or done (default: dead)
  --limit N       how many at most, the newest (default: 100)
  --retry ID      open a dead message again instead
  --json          one JSON object`;

const STATES = ['dead', 'open', 'done'] as const;
type State = (typeof STATES)[number];

interface Wish {
  readonly state: State;
  readonly limit: number;
  readonly retry: number | undefined;
  readonly json: boolean;
}

function readArguments(): Wish | undefined {
  const { values } = parseArgs({
    options: {
      state: { type: 'string', default: 'dead' },
      limit: { type: 'string', default: '100' },
      retry: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const state = STATES.find((name) => name === values.state);
  if (!state) throw new Error(`--state: must be one of ${STATES.join(', ')}`);
  return {
    state,
    limit: wholeNumber('--limit', values.limit, 500),
    retry:
      values.retry === undefined ? undefined : wholeNumber('--retry', values.retry, 2_147_483_647),
    json: values.json,
  };
}

type Operator = Pick<Outbox, 'list' | 'retry'>;

/** Through the running server: an embedded database has one writer. */
function throughServer(owner: OwnerFile): Operator {
  return {
    list: async ({ state, limit }) => {
      const path = `/outbox?state=${state}&limit=${String(limit)}`;
      return (await askOwner<{ messages: OutboxEntry[] }>(owner, path)).messages;
    },
    retry: (id) => askOwner(owner, `/outbox/${String(id)}/retry`, 'POST'),
  };
}

async function withOperator<T>(config: Config, work: (outbox: Operator) => Promise<T>): Promise<T> {
  const owner = config.embeddedDatabase ? await readOwnerFile(config.dataDir) : undefined;
  if (owner) return work(throughServer(owner));
  const database = connectDatabase({ url: config.databaseUrl });
  try {
    if (config.embeddedDatabase) await migrate(database);
    return await work(createOutbox({ database, logger: createLogger(config.logLevel) }));
  } finally {
    await database.close();
  }
}

function line({ id, topic, owner, state, attempts, error, createdAt }: OutboxEntry): string {
  const written = new Date(createdAt).toISOString();
  const tries = `${String(attempts)} ${attempts === 1 ? 'try' : 'tries'}`;
  return [`#${String(id)}`, written, topic, owner, state, tries, error ?? ''].join('  ').trim();
}

function tell(json: boolean, messages: readonly OutboxEntry[]): void {
  if (json) console.log(JSON.stringify({ messages }, null, 2));
  else console.log(messages.length === 0 ? 'No such messages.' : messages.map(line).join('\n'));
}

async function main(): Promise<number> {
  const wish = readArguments();
  if (!wish) {
    console.error(USAGE);
    return 1;
  }
  const { retry, state, limit, json } = wish;
  const messages = await withOperator(loadConfig(), async (outbox) =>
    retry === undefined ? outbox.list({ state, limit }) : [await outbox.retry(retry)],
  );
  tell(json, messages);
  return 0;
}

await runCommand(main);
