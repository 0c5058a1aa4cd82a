import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { TicketFlowClient } from '@ticket-flow/client';
import jwt from 'jsonwebtoken';
import type { TestApp } from './app.ts';

/** A partner of a running server, with the private key that its own server would keep. */
export interface TestPartner {
  /** Issuer of its customer tokens. */
  readonly id: string;
  /** The publishable key. */
  readonly key: string;
  readonly origins: readonly string[];
  readonly privateKey: KeyObject;
  /** Its public key as PEM, as it was given to us. */
  readonly publicKey: string;
  /** A token for one of its customers, good for five minutes; `claims` replace what is usual. */
  sign(customer: string, claims?: object): string;
  /** A client as its page would have one; a customer makes it able to hold. Close it yourself. */
  client(customer?: string): TicketFlowClient;
}

export interface TestPartnerOptions {
  /** @default ['https://shop.example'] */
  readonly origins?: readonly string[];
  /** @default 'Partner' */
  readonly name?: string;
}

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: string;
}

/** What `openssl ecparam -name prime256v1 -genkey` makes. */
export function signingKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

/** Needs a sale or a seeded catalogue: a partner belongs to an organisation. */
export async function createPartner(
  { app, test, url }: Pick<TestApp, 'app' | 'test' | 'url'>,
  { origins = ['https://shop.example'], name = 'Partner' }: TestPartnerOptions = {},
): Promise<TestPartner> {
  const organisation = await test.database.models.organisations.findOne({ order: ['id'] });
  if (!organisation) throw new Error('there is no organisation yet: open a sale first');
  const { privateKey, publicKey } = signingKeyPair();
  const { slug } = organisation;
  const made = await app.services.partners.create({ name, organisation: slug, publicKey, origins });
  const { id, keys } = made;
  const [key = ''] = keys;
  const sign: TestPartner['sign'] = (customer, claims = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: id, sub: customer, aud: 'ticket-flow', iat: now, exp: now + 300 };
    return jwt.sign({ ...usual, ...claims }, privateKey, { algorithm: 'ES256' });
  };
  return {
    ...{ id, key, privateKey, publicKey, sign },
    origins: made.origins,
    client: (customer) =>
      new TicketFlowClient({
        baseUrl: url,
        partnerKey: key,
        locale: 'en',
        ...(customer !== undefined && { getToken: () => sign(customer) }),
      }),
  };
}
