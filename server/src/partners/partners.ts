import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';
import type { Signer } from './customer-tokens.ts';
import { createManagement } from './management.ts';
import type { Management, ManagementDependencies } from './management.ts';
import { createStanding } from './standing.ts';
import type { StandingOptions } from './standing.ts';

/** A partner as requests meet it: what stands there is in force. */
export interface Partner extends Signer {
  readonly origins: ReadonlySet<string>;
}

export interface Partners extends Management {
  /**
   * The partner of a publishable key, for a page of that origin; without an origin it is no page
   * that asks. Throws FORBIDDEN.
   */
  admit(key: string, origin: string | undefined): Promise<Partner>;
}

export interface PartnersDependencies extends Omit<ManagementDependencies, 'changed'> {
  readonly logger: Logger;
  readonly times?: Pick<StandingOptions<unknown>, 'freshMs' | 'patienceMs' | 'staleMs'>;
}

export function createPartners(dependencies: PartnersDependencies): Partners {
  const { repository, logger, times } = dependencies;
  let keyObjects = new Map<string, KeyObject>();

  /** The same object for the same key, as long as it is in force: parsing one is dear. */
  function parsed(pems: readonly string[]): Map<string, KeyObject> {
    const before = keyObjects;
    keyObjects = new Map(pems.map((pem) => [pem, before.get(pem) ?? createPublicKey(pem)]));
    return keyObjects;
  }

  /** PARTNER-8: all at once and not key by key, so that made-up keys never reach the database. */
  async function load(): Promise<ReadonlyMap<string, Partner>> {
    const records = await repository.read({ state: 'active' });
    const pems = records.flatMap((record) => record.signingKeys.map((key) => key.publicKey));
    const objects = parsed(pems);
    return new Map(
      records.flatMap(({ id, keys, origins, signingKeys }) => {
        const trusted = signingKeys.flatMap(({ kid, publicKey }) => {
          const object = objects.get(publicKey);
          return object ? [[kid, object] as const] : [];
        });
        const partner = { id, origins: new Set(origins), signingKeys: new Map(trusted) };
        return keys.map((key) => [key, partner] as const);
      }),
    );
  }

  const standing = createStanding({
    load,
    failed: (error) => {
      logger.warn({ err: error }, 'partner keys are used as they were: reading them failed');
    },
    ...times,
  });
  return {
    ...createManagement({ ...dependencies, changed: standing.changed }),
    admit: async (key, origin) => {
      const partner = (await standing.read()).get(key);
      if (!partner) throw forbidden('partnerKey: there is no such key, or not any more.');
      if (origin !== undefined && !partner.origins.has(origin)) {
        throw forbidden(`${origin.slice(0, 255)} is not among the origins of this partner key.`);
      }
      return partner;
    },
  };
}

function forbidden(message: string): AppError {
  return new AppError('FORBIDDEN', message);
}
