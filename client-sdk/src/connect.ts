import type { TicketFlowClientOptions } from './client-options.ts';
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
export async function tokenOf(options: TicketFlowClientOptions): Promise<string | undefined> {
  const token: string | null | undefined = await options.getToken?.();
  return token === '' ? undefined : (token ?? undefined);
}

export function baseUrlOf(options: TicketFlowClientOptions): string {
  if (options.baseUrl !== undefined) return options.baseUrl.replace(/\/$/, '');
  const { location } = globalThis as { location?: { origin: string } };
  return location?.origin ?? '';
}
