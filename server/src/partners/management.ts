import { randomBytes, randomInt } from 'node:crypto';
import type { Transaction } from 'sequelize';
import { invalid, notFound } from '../platform/errors.ts';
import { normaliseOrigin } from './origins.ts';
import type { PartnerRecord, PartnerRepository } from './partner-repository.ts';
import { checked } from '../platform/http/checked.ts';
import { newPartner, partnerChange } from './requests.ts';
import { readPublicKey } from './signing-keys.ts';

/** What an operator sees of a partner. */
export interface PartnerEntry {
  /** The issuer (`iss`) of its customer tokens. */
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly state: 'active' | 'suspended';
  /** Publishable keys in force, the oldest first. */
  readonly keys: readonly string[];
  readonly origins: readonly string[];
  /** Ids (`kid`) of the public keys that customer tokens are checked with. */
  readonly signingKeys: readonly string[];
}

export interface NewPartnerRequest {
  readonly name: string;
  /** Slug; may be left out where there is only one organisation. */
  readonly organisation?: string | undefined;
  readonly publicKey: string;
  /** @default the key's thumbprint */
  readonly keyId?: string | undefined;
  readonly origins?: readonly string[] | undefined;
}

/** One change of a partner. */
export type PartnerChange =
  | { readonly change: 'add-origin' | 'remove-origin'; readonly origin: string }
  | { readonly change: 'add-key' }
  | { readonly change: 'revoke-key'; readonly key: string }
  | {
      readonly change: 'add-signing-key';
      readonly publicKey: string;
      readonly keyId?: string | undefined;
    }
  | { readonly change: 'remove-signing-key'; readonly keyId: string }
  | { readonly change: 'suspend' | 'resume' };

export interface Management {
  list(): Promise<PartnerEntry[]>;
  /** With one publishable key. Throws INVALID, NOT_FOUND. */
  create(request: NewPartnerRequest): Promise<PartnerEntry>;
  /** The partner afterwards. Throws INVALID, NOT_FOUND. */
  change(id: string, change: PartnerChange): Promise<PartnerEntry>;
}

export interface ManagementDependencies {
  readonly repository: PartnerRepository;
  readonly organisations: {
    all(): Promise<readonly { readonly id: number; readonly slug: string }[]>;
  };
  /** Told after every change. */
  readonly changed: () => void;
}

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

export function createManagement(dependencies: ManagementDependencies): Management {
  const { repository, organisations, changed } = dependencies;

  async function entries(records: readonly PartnerRecord[]): Promise<PartnerEntry[]> {
    const slugs = new Map((await organisations.all()).map(({ id, slug }) => [id, slug]));
    return records.map(({ id, name, organisationId, state, keys, origins, signingKeys }) => ({
      ...{ id, name, organisation: slugs.get(organisationId) ?? '', state, keys, origins },
      signingKeys: signingKeys.map(({ kid }) => kid),
    }));
  }

  async function entry(id: string): Promise<PartnerEntry> {
    const [found] = await entries(await repository.read({ id }));
    if (!found) throw notFound('partner');
    return found;
  }

  async function organisationOf(slug: string | undefined): Promise<number> {
    const all = await organisations.all();
    const [first, second] = slug === undefined ? all : all.filter((one) => one.slug === slug);
    if (!first) throw notFound('organisation');
    if (second) throw invalid('organisation', 'organisation: there are several; name one');
    return first.id;
  }

  async function trust(
    tx: Transaction,
    id: string,
    given: { readonly publicKey: string; readonly keyId?: string | undefined },
  ): Promise<void> {
    const { pem, thumbprint } = readPublicKey(given.publicKey);
    const kid = given.keyId ?? thumbprint;
    if (await repository.insertSigningKey(tx, id, { kid, publicKey: pem })) return;
    throw invalid('keyId', `keyId: ${kid} is the id of another key of this partner`);
  }

  async function apply(tx: Transaction, id: string, wish: PartnerChange): Promise<void> {
    const found = (was: boolean, what: string): void => {
      if (!was) throw notFound(what);
    };
    switch (wish.change) {
      case 'add-origin':
        return repository.insertOrigin(tx, id, normaliseOrigin(wish.origin));
      case 'remove-origin':
        return found(await repository.deleteOrigin(tx, id, normaliseOrigin(wish.origin)), 'origin');
      case 'add-key':
        return repository.insertKey(tx, id, newKey());
      case 'revoke-key':
        return found(await repository.revokeKey(tx, id, wish.key), 'key of this partner');
      case 'add-signing-key':
        return trust(tx, id, wish);
      case 'remove-signing-key':
        return found(await repository.deleteSigningKey(tx, id, wish.keyId), 'signing key');
      case 'suspend':
        return void (await repository.setState(tx, id, 'suspended'));
      case 'resume':
        return void (await repository.setState(tx, id, 'active'));
    }
  }

  return {
    list: async () => entries(await repository.read()),
    create: async (request) => {
      const { name, organisation, origins = [], ...signing } = checked(newPartner, request);
      const organisationId = await organisationOf(organisation);
      const normal = origins.map(normaliseOrigin);
      const id = newId();
      await repository.transaction(async (tx) => {
        await repository.insert(tx, { id, organisationId, name });
        await repository.insertKey(tx, id, newKey());
        await trust(tx, id, signing);
        for (const origin of normal) await repository.insertOrigin(tx, id, origin);
      });
      changed();
      return entry(id);
    },
    change: async (id, request) => {
      const wish = checked(partnerChange, request);
      await entry(id);
      await repository.transaction((tx) => apply(tx, id, wish));
      changed();
      return entry(id);
    },
  };
}

/** Public, so it may be guessed; what it must not have is a separator of holders. */
function newId(): string {
  const letters = Array.from({ length: 11 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `p${letters.join('')}`;
}

function newKey(): string {
  return `pk_${randomBytes(24).toString('base64url')}`;
}
