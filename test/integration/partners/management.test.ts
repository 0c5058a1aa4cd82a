import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganisationRepository } from '../../../server/src/identity/index.ts';
import { createManagement } from '../../../server/src/partners/management.ts';
import type { Management, PartnerChange } from '../../../server/src/partners/management.ts';
import { createPartnerRepository } from '../../../server/src/partners/partner-repository.ts';
import { openSale } from '../../support/catalogue.ts';
import { sqliteDatabase } from '../../support/databases.ts';
import type { TestDatabase } from '../../support/databases.ts';
import { signingKeyPair } from '../../support/partners.ts';

const { publicKey } = signingKeyPair();

/** As the command does it that writes to the database itself. */
describe('managing partners without a server', () => {
  let test: TestDatabase;
  let management: Management;
  beforeAll(async () => {
    test = await sqliteDatabase();
    await openSale(test.database);
    management = createManagement({
      repository: createPartnerRepository(test.database),
      organisations: createOrganisationRepository(test.database),
      changed: () => undefined,
    });
  });
  afterAll(() => test.drop());

  it.each([
    ['no name', { name: '' }, 'name'],
    ['a name of spaces', { name: '  ' }, 'name'],
    ['a name that moves the cursor', { name: 'Acme\u001b[2J' }, 'name'],
    ['a name of two lines', { name: 'Acme\nOther' }, 'name'],
    ['a name too long', { name: 'a'.repeat(101) }, 'name'],
    ['an empty key id', { keyId: '' }, 'keyId'],
    ['a key id with an escape', { keyId: '\u001b[31m' }, 'keyId'],
    ['a key id too long', { keyId: 'k'.repeat(65) }, 'keyId'],
    ['an empty organisation', { organisation: '' }, 'organisation'],
    ['an empty origin', { origins: [''] }, 'origins.0'],
  ])('PARTNER-10 %s is refused by name, and nothing is written', async (_name, wish, field) => {
    const made = management.create({ name: 'Acme', publicKey, ...wish });
    await expect(made).rejects.toMatchObject({ code: 'INVALID', details: { field } });
    expect(await management.list()).toEqual([]);
  });

  it('PARTNER-10 changes are checked alike', async () => {
    const { id } = await management.create({ name: ' Acme ', publicKey, keyId: 'k1' });
    const changes: readonly (readonly [PartnerChange, string])[] = [
      [{ change: 'add-signing-key', publicKey, keyId: '' }, 'keyId'],
      [{ change: 'add-signing-key', publicKey, keyId: 'k\u001b' }, 'keyId'],
      [{ change: 'add-signing-key', publicKey: '' }, 'publicKey'],
      [{ change: 'add-origin', origin: '' }, 'origin'],
    ];
    for (const [change, field] of changes) {
      const done = management.change(id, change);
      await expect(done).rejects.toMatchObject({ code: 'INVALID', details: { field } });
    }
    expect(await management.list()).toMatchObject([{ name: 'Acme', signingKeys: ['k1'] }]);
  });
});
