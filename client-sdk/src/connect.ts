import type { TicketFlowClientOptions } from './client-options.ts';
import { createRest } from './rest.ts';
import type { Rest } from './rest.ts';
import { Connection } from './connection.ts';
import { Admissions } from './waiting-room-admissions.ts';

/** What all maps and waiting rooms of a client share. */
export interface Live {
  readonly connection: Connection;
  readonly admissions: Admissions;
}

export function connect(options: TicketFlowClientOptions): Live {
  const connection = new Connection({
    baseUrl: baseUrlOf(options),
    getToken: () => tokenOf(options),
    partnerKey: options.partnerKey,
  });
  return { connection, admissions: new Admissions(connection) };
}

/** A page in plain JavaScript may well say null, or nothing, of somebody who isn't signed in. */
async function tokenOf(options: TicketFlowClientOptions): Promise<string | undefined> {
  const token: string | null | undefined = await options.getToken?.();
  return token === '' ? undefined : (token ?? undefined);
}

function baseUrlOf(options: TicketFlowClientOptions): string {
  if (options.baseUrl !== undefined) return options.baseUrl.replace(/\/$/, '');
  const { location } = globalThis as { location?: { origin: string } };
  return location?.origin ?? '';
}

export function restOf(options: TicketFlowClientOptions): Rest {
  return createRest({
    baseUrl: `${baseUrlOf(options)}/api`,
    fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
    getToken: () => tokenOf(options),
    partnerKey: options.partnerKey,
  });
}
