import { parseArgs } from 'node:util';
import type { Database } from '@ticket-flow/db';
import { runServiceCommand } from '../compose-command.ts';
import type { Said } from '../compose-command.ts';
import type { Config } from '../config.ts';
import { wholeNumber } from '../platform/command.ts';
import { createLogger } from '../platform/logging.ts';
import { askOwner } from '../platform/owner-file.ts';
import type { OwnerFile } from '../platform/owner-file.ts';
import { createOutbox } from './outbox.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';

const USAGE = `usage: npm run outbox -- [options]

  --state STATE   which messages to list: dead, open or done (default: dead)
  --limit N       how many at most, the newest (default: 100)
  --retry ID      open a dead message again instead
  --json          one JSON object`;

const STATES = ['dead', 'open', 'done'] as const;

type Operator = Pick<Outbox, 'list' | 'retry'>;

/** Undefined: help was asked for. */
function readArguments() {
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
  const limit = wholeNumber('--limit', values.limit, 500);
  const id =
    values.retry === undefined ? undefined : wholeNumber('--retry', values.retry, 2_147_483_647);
  const wish = async (outbox: Operator): Promise<Said> => {
    const messages =
      id === undefined ? await outbox.list({ state, limit }) : [await outbox.retry(id)];
    const words = messages.length === 0 ? 'No such messages.' : messages.map(line).join('\n');
    return { said: { messages }, words };
  };
  return { wish, json: values.json };
}

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

function onDatabase(database: Database, { logLevel }: Config): Operator {
  return createOutbox({ database, logger: createLogger(logLevel) });
}

function line({ id, topic, owner, state, attempts, error, createdAt }: OutboxEntry): string {
  const written = new Date(createdAt).toISOString();
  const tries = `${String(attempts)} ${attempts === 1 ? 'try' : 'tries'}`;
  return [`#${String(id)}`, written, topic, owner, state, tries, error ?? ''].join('  ').trim();
}

await runServiceCommand({ usage: USAGE, readArguments, throughServer, onDatabase });
