import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Database } from '@ticket-flow/db';
import { runServiceCommand } from '../compose-command.ts';
import type { Said } from '../compose-command.ts';
import { createOrganisationRepository } from '../identity/index.ts';
import { askOwner } from '../platform/owner-file.ts';
import type { OwnerFile } from '../platform/owner-file.ts';
import { createManagement } from './management.ts';
import type { Management, PartnerChange, PartnerEntry } from './management.ts';
import { createPartnerRepository } from './partner-repository.ts';

const USAGE = `usage: npm run partner -- COMMAND [--json]

  list                                  partners with their keys and origins
  create --name NAME --public-key FILE  a new partner; FILE holds its public key (P-256, PEM)
         [--origin ORIGIN]...           where its pages are, as https://shop.example
         [--key-id ID]                  the key's "kid" in tokens (default: its thumbprint)
         [--organisation SLUG]          (default: the only one)
  origin-add PARTNER ORIGIN             lets pages of one more origin in
  origin-remove PARTNER ORIGIN
  key-rotate PARTNER                    one more publishable key; older ones go on until revoked
  key-revoke PARTNER KEY                ends a publishable key, on every node within seconds
  signing-key-add PARTNER FILE [--key-id ID]
  signing-key-remove PARTNER KEY_ID     ends a public key that customer tokens are checked with
  suspend PARTNER                       refuses all keys of a partner until it is resumed
  resume PARTNER`;

interface Options {
  readonly name?: string | undefined;
  readonly 'public-key'?: string | undefined;
  readonly 'key-id'?: string | undefined;
  readonly organisation?: string | undefined;
  readonly origin?: string[] | undefined;
}

type Wish = (partners: Management) => Promise<readonly PartnerEntry[]>;

/** Operands after the partner's id, and the change they ask for. */
interface Change {
  readonly operands: readonly string[];
  make(operand: string, options: Options): PartnerChange | Promise<PartnerChange>;
}

const CHANGES: Readonly<Record<string, Change>> = {
  'origin-add': {
    operands: ['ORIGIN'],
    make: (origin) => ({ change: 'add-origin', origin }),
  },
  'origin-remove': {
    operands: ['ORIGIN'],
    make: (origin) => ({ change: 'remove-origin', origin }),
  },
  'key-rotate': { operands: [], make: () => ({ change: 'add-key' }) },
  'key-revoke': { operands: ['KEY'], make: (key) => ({ change: 'revoke-key', key }) },
  'signing-key-add': {
    operands: ['FILE'],
    make: async (file, { 'key-id': keyId }) => ({
      ...{ change: 'add-signing-key', publicKey: await readFile(file, 'utf8') },
      ...(keyId !== undefined && { keyId }),
    }),
  },
  'signing-key-remove': {
    operands: ['KEY_ID'],
    make: (keyId) => ({ change: 'remove-signing-key', keyId }),
  },
  suspend: { operands: [], make: () => ({ change: 'suspend' }) },
  resume: { operands: [], make: () => ({ change: 'resume' }) },
};

/** Which commands an option belongs to. */
const OPTIONS_OF: Readonly<Record<string, readonly string[]>> = {
  create: ['name', 'public-key', 'key-id', 'organisation', 'origin'],
  'signing-key-add': ['key-id'],
};

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function create(options: Options): Wish {
  const { name = missing('--name'), organisation, origin: origins } = options;
  const { 'public-key': file = missing('--public-key'), 'key-id': keyId } = options;
  return async (partners) => {
    const publicKey = await readFile(file, 'utf8');
    return [await partners.create({ name, publicKey, keyId, organisation, origins })];
  };
}

function change(command: string, operands: readonly string[], options: Options): Wish {
  const known = own(CHANGES, command);
  if (!known) throw new Error(`${command}: there is no such command\n\n${USAGE}`);
  const [id = missing('PARTNER'), ...rest] = operands;
  known.operands.forEach((name, index) => rest[index] ?? missing(name));
  refuse(rest[known.operands.length]);
  return async (partners) => [await partners.change(id, await known.make(rest[0] ?? '', options))];
}

/** Undefined: help was asked for. */
function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      'public-key': { type: 'string' },
      'key-id': { type: 'string' },
      organisation: { type: 'string' },
      origin: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { json, help, ...options } = values;
  const [command, ...operands] = positionals;
  if (help || command === undefined) return undefined;
  for (const name of Object.keys(options)) {
    if (!own(OPTIONS_OF, command)?.includes(name)) {
      throw new Error(`--${name}: is not an option of ${command}`);
    }
  }
  return { wish: told(readWish(command, operands, options)), json };
}

function told(wish: Wish): (management: Management) => Promise<Said> {
  return async (management) => {
    const partners = await wish(management);
    const words = partners.length === 0 ? 'No partners.' : partners.map(describe).join('\n');
    return { said: { partners }, words };
  };
}

function readWish(command: string, operands: readonly string[], options: Options): Wish {
  if (command !== 'list' && command !== 'create') return change(command, operands, options);
  refuse(operands[0]);
  return command === 'list' ? (partners) => partners.list() : create(options);
}

function refuse(operand: string | undefined): void {
  if (operand !== undefined) throw new Error(`${operand}: is one argument too many`);
}

function missing(name: string): never {
  throw new Error(`${name}: is missing`);
}

function describe(partner: PartnerEntry): string {
  const { id, name, organisation, state, keys, origins, signingKeys } = partner;
  const line = (what: string, values: readonly string[]): string[] =>
    (values.length === 0 ? ['none'] : values).map((value) => `  ${what.padEnd(16)}${value}`);
  return [
    `${id}  ${name}  (${organisation}, ${state})`,
    ...line('publishable key', keys),
    ...line('origin', origins),
    ...line('signing key', signingKeys),
  ].join('\n');
}

/** Through the running server: an embedded database has one writer. */
function throughServer(owner: OwnerFile): Management {
  const path = '/partners';
  return {
    list: async () => (await askOwner<{ partners: PartnerEntry[] }>(owner, path)).partners,
    create: (request) => askOwner(owner, path, 'POST', request),
    change: (id, wish) => askOwner(owner, `${path}/${encodeURIComponent(id)}`, 'POST', wish),
  };
}

function onDatabase(database: Database): Management {
  const repository = createPartnerRepository(database);
  const organisations = createOrganisationRepository(database);
  return createManagement({ repository, organisations, changed: () => undefined });
}

await runServiceCommand({ usage: USAGE, readArguments, throughServer, onDatabase });
