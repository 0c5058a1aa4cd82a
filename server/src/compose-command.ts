import { connectDatabase, migrate } from '@ticket-flow/db';
import type { Database } from '@ticket-flow/db';
import { loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { runCommand } from './platform/command.ts';
import { readOwnerFile } from './platform/owner-file.ts';
import type { OwnerFile } from './platform/owner-file.ts';

/** The two ways by which a command reaches the system. */
export interface Reach<Service> {
  /** An embedded database has one writer: while a server has it open, the server is asked. */
  readonly throughServer: (owner: OwnerFile) => Service;
  readonly onDatabase: (database: Database, config: Config) => Service;
}

export async function withService<Service, T>(
  { throughServer, onDatabase }: Reach<Service>,
  work: (service: Service) => Promise<T>,
): Promise<T> {
  const config = loadConfig();
  const owner = config.embeddedDatabase ? await readOwnerFile(config.dataDir) : undefined;
  if (owner) return work(throughServer(owner));
  const database = connectDatabase({ url: config.databaseUrl });
  try {
    if (config.embeddedDatabase) await migrate(database);
    return await work(onDatabase(database, config));
  } finally {
    await database.close();
  }
}

/** What an operator's command says: as an object for `--json`, and in words. */
export interface Said {
  readonly said: object;
  readonly words: string;
}

export interface ServiceCommand<Service> extends Reach<Service> {
  readonly usage: string;
  /** Undefined: help was asked for. Throws what is wrong with the arguments. */
  readonly readArguments: () =>
    { readonly wish: (service: Service) => Promise<Said>; readonly json: boolean } | undefined;
}

/** Runs an operator's command line from its arguments to its exit code. */
export async function runServiceCommand<Service>(command: ServiceCommand<Service>): Promise<void> {
  await runCommand(async () => {
    const wanted = command.readArguments();
    if (!wanted) {
      console.error(command.usage);
      return 1;
    }
    const { said, words } = await withService(command, wanted.wish);
    console.log(wanted.json ? JSON.stringify(said, null, 2) : words);
    return 0;
  });
}
