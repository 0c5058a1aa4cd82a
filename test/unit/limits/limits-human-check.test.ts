import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  NO_HUMAN_CHECK,
  SANDBOX_HUMAN_CHECK,
  createHumans,
} from '../../../server/src/limits/human-check.ts';
import type { HumanAction, HumanVerdict } from '../../../server/src/limits/human-check.ts';
import { createSiteVerify } from '../../../server/src/limits/site-verify.ts';
import { createLogger } from '../../../server/src/platform/logging.ts';
import { startHumanProvider } from '../../support/human-provider.ts';
import type { HumanProvider } from '../../support/human-provider.ts';

const logger = createLogger('silent');

describe('the human check', () => {
  let provider: HumanProvider;
  beforeAll(async () => {
    provider = await startHumanProvider();
  });
  beforeEach(() => {
    provider.behaviour = 'usual';
  });
  afterAll(() => provider.stop());

  const check = (timeoutMs = 2_000) =>
    createSiteVerify({
      ...{ siteKey: 'site-key', secret: 'a secret of the provider', script: '', global: 'g' },
      ...{ verifyUrl: provider.env['HUMAN_CHECK_VERIFY_URL'] ?? '', logger, timeoutMs },
    });
  const verify = (
    response: string,
    action: HumanAction = 'sign-up',
    address = '203.0.113.7',
  ): Promise<HumanVerdict> => check().verify(response, { action, address });

  it('RATE-8 a provider is asked with secret, response and address, and believed', async () => {
    expect(await verify('good-sign-up-1')).toBe('human');
    expect(provider.asked.at(-1)).toEqual({
      ...{ secret: 'a secret of the provider', response: 'good-sign-up-1' },
      remoteip: '203.0.113.7',
    });
    expect(await verify('good-sign-up-1')).toBe('refused');
    expect(await verify('made up')).toBe('refused');
    expect(await verify('good-sign-in-2')).toBe('refused');
    expect(await verify('good-sign-in-3', 'sign-in', '2001:db8:1:2::')).toBe('human');
    expect(provider.asked.at(-1)).not.toHaveProperty('remoteip');
  });

  it.each(['down', 'garbled', 'wrong secret'] as const)(
    'RATE-8 a provider that is %s says nothing of whoever asks',
    async (behaviour) => {
      provider.behaviour = behaviour;
      expect(await verify('good-sign-up-4')).toBe('unknown');
    },
  );

  it('RATE-8 one that is silent is not waited for, and lets through', async () => {
    provider.behaviour = 'silent';
    const humans = createHumans({ check: check(50), logger });
    await humans.require({ action: 'sign-up', address: '203.0.113.7', response: 'whatever' });
  });

  it('RATE-8 no answer is refused, also where something looks like a machine in the sandbox', async () => {
    const request = { action: 'sign-in', address: '203.0.113.7', response: undefined } as const;
    const refused = { code: 'HUMAN_CHECK', details: { field: 'human' } };
    const [widget, sandbox, none] = [check(), SANDBOX_HUMAN_CHECK, NO_HUMAN_CHECK].map((one) =>
      createHumans({ check: one, logger }),
    );
    await expect(widget?.require(request)).rejects.toMatchObject(refused);
    await sandbox?.require(request);
    const suspicious = { ...request, suspicious: true };
    await expect(sandbox?.require(suspicious)).rejects.toMatchObject(refused);
    await sandbox?.require({ ...suspicious, response: 'sandbox:human' });
    await expect(sandbox?.require({ ...request, response: 'no' })).rejects.toMatchObject(refused);
    await none?.require(suspicious);
  });
});
