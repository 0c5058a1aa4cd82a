import { parseArgs } from 'node:util';
import type { Database } from '@ticket-flow/db';
import { composeCatalog } from '../compose-catalog.ts';
import { runServiceCommand } from '../compose-command.ts';
import type { Said } from '../compose-command.ts';
import { createIdentityRepository } from '../identity/index.ts';
import { wholeNumber } from '../platform/command.ts';
import { createLogger } from '../platform/logging.ts';
import { askOwner } from '../platform/owner-file.ts';
import type { OwnerFile } from '../platform/owner-file.ts';
import { createLineRepository } from './line-repository.ts';
import { createManagement } from './management.ts';
import type { Management, RoomEntry } from './management.ts';
import type { RoomChange } from './requests.ts';
import { createRoomRepository } from './room-repository.ts';

const USAGE = `usage: npm run waiting-room -- COMMAND [--json]

  list                        waiting rooms, who waits and who is in
  create PERFORMANCE          puts a waiting room before a sale; seats are held through it only
         [--lobby-in SECONDS]   when its lobby opens (default: now)
         [--opens-in SECONDS]   when it is drawn and people are let in (default: when the sale
                                opens, or in half an hour where that is past)
         [--rate N]             people let in a minute at most (default 100)
         [--active N]           people who may be in at a time (default 500)
         [--come-within SECONDS] let in and not come by then: missed (default 120)
         [--session SECONDS]    for choosing seats (default 600)
         [--grace SECONDS]      a place is kept so long without a page (default 60)
  open PERFORMANCE            lets people in now: draws the lobby, or goes on after a pause
  pause PERFORMANCE           lets nobody in until it is opened
  drain PERFORMANCE           takes nobody new, and lets in who waits
  close PERFORMANCE           ends it, with all waiting and every admission
  lift PERFORMANCE            takes it away: everybody may hold seats
  rate PERFORMANCE N          people let in a minute at most
  active PERFORMANCE N        people who may be in at a time
  invite PERFORMANCE EMAIL... these accounts do not wait

Every node follows within a second or two.`;

const MOST = 1_000_000_000;
type Wish = (rooms: Management) => Promise<readonly RoomEntry[]>;
type Values = Readonly<Record<string, string | boolean | undefined>>;

const CHANGES: Readonly<Record<string, (operands: readonly string[]) => RoomChange>> = {
  ...Object.fromEntries(
    (['open', 'pause', 'drain', 'close', 'lift'] as const).map((change) => [
      change,
      () => ({ change }),
    ]),
  ),
  rate: ([n = missing('N')]) => ({ change: 'rate', ratePerMinute: wholeNumber('N', n, MOST) }),
  active: ([n = missing('N')]) => ({ change: 'active', maxActive: wholeNumber('N', n, MOST) }),
  invite: (emails) => ({
    change: 'invite',
    emails: emails.length > 0 ? [...emails] : missing('EMAIL'),
  }),
};

function missing(name: string): never {
  throw new Error(`${name}: is missing`);
}

function create(performanceId: number, values: Values): Wish {
  const number = (name: string): number | undefined => {
    const text = values[name];
    return typeof text === 'string' ? wholeNumber(`--${name}`, text, MOST) : undefined;
  };
  const ms = (name: string): number | undefined => {
    const seconds = number(name);
    return seconds === undefined ? undefined : seconds * 1000;
  };
  const at = (name: string): number | undefined => {
    const after = ms(name);
    return after === undefined ? undefined : Date.now() + after;
  };
  return async (rooms) => [
    await rooms.create({
      performanceId,
      ...{ lobbyOpensAt: at('lobby-in'), opensAt: at('opens-in') },
      ...{ ratePerMinute: number('rate'), maxActive: number('active') },
      ...{ comeWithinMs: ms('come-within'), sessionMs: ms('session'), graceMs: ms('grace') },
    }),
  ];
}

/** Undefined: help was asked for. */
function readArguments() {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ 'lobby-in': text, 'opens-in': text, rate: text, active: text },
      ...{ 'come-within': text, session: text, grace: text },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { json, help, ...options } = values;
  const [command, performance, ...operands] = positionals;
  if (help || command === undefined) return undefined;
  const [stray] = command === 'create' ? [] : Object.keys(options);
  if (stray !== undefined) throw new Error(`--${stray}: is an option of create`);
  if (command === 'list') return { json, wish: told((rooms) => rooms.list()) };
  const id = wholeNumber('PERFORMANCE', performance ?? missing('PERFORMANCE'), 2_147_483_647);
  if (command === 'create') return { json, wish: told(create(id, options)) };
  const change = Object.hasOwn(CHANGES, command) ? CHANGES[command] : undefined;
  if (!change) throw new Error(`${command}: there is no such command\n\n${USAGE}`);
  const wanted = change(operands);
  return { json, wish: told(async (rooms) => [await rooms.change(id, wanted)]) };
}

function told(wish: Wish): (management: Management) => Promise<Said> {
  return async (management) => {
    const rooms = await wish(management);
    const words = rooms.length === 0 ? 'No waiting rooms.' : rooms.map(describe).join('\n');
    return { said: { rooms }, words };
  };
}

function describe(room: RoomEntry): string {
  const { performanceId, state, waiting, active, admitted, ratePerMinute, maxActive } = room;
  const because = room.closedBecause ? ` (${room.closedBecause})` : '';
  return [
    `performance ${String(performanceId)}: ${state}${because}`,
    `  opens     ${new Date(room.opensAt).toISOString()}`,
    `  waiting   ${String(waiting)}`,
    `  in now    ${String(active)} of ${String(maxActive)}`,
    `  let in    ${String(admitted)}, at most ${String(ratePerMinute)} a minute`,
  ].join('\n');
}

/** Through the running server: an embedded database has one writer. */
function throughServer(owner: OwnerFile): Management {
  const path = '/waiting-rooms';
  return {
    list: async () => (await askOwner<{ rooms: RoomEntry[] }>(owner, path)).rooms,
    create: (request) => askOwner(owner, path, 'POST', request),
    change: (id, wish) => askOwner(owner, `${path}/${String(id)}`, 'POST', wish),
  };
}

function onDatabase(database: Database): Management {
  const { catalog } = composeCatalog({ database, redis: undefined, logger: createLogger('warn') });
  const accounts = createIdentityRepository(database);
  return createManagement({
    ...{ catalog, repository: createRoomRepository(database) },
    lines: createLineRepository(database),
    accounts: { byEmail: async (email) => (await accounts.findByEmail(email.toLowerCase()))?.id },
    changed: async () => undefined,
  });
}

await runServiceCommand({ usage: USAGE, readArguments, throughServer, onDatabase });
