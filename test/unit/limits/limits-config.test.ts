import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../server/src/config.ts';
import { DEFAULT_LIMITS, LIMIT_NAMES } from '../../../server/src/platform/limit-table.ts';
import { readRepositoryFile } from '../../support/repository-files.ts';

function problemsOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
    return '';
  } catch (error) {
    return (error as { problems: string[] }).problems.join('\n');
  }
}

const variables = LIMIT_NAMES.map(
  (name) => `LIMIT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
);

describe('settings of the limits', () => {
  it('RATE-9 every limit is on without any, and has a variable that .env.example names', () => {
    expect(loadConfig({}).limits).toEqual(DEFAULT_LIMITS);
    expect(loadConfig({}).trustedProxies).toEqual([]);
    const example = readRepositoryFile('.env.example');
    const defaults = variables.map((variable, k) => {
      const { points, windowMs } = DEFAULT_LIMITS[LIMIT_NAMES[k]!];
      return `# ${variable}=${String(points)}/${String(windowMs / 1000)}`;
    });
    for (const line of defaults) expect(example).toContain(line);
  });

  it('RATE-9 a variable sets its limit, and one all of them wider', () => {
    const env = { LIMIT_SIGN_UPS_ADDRESS: '5/60', LIMITS_FACTOR: '10' };
    const { limits, connectionCaps } = loadConfig(env);
    expect(limits.signUpsAddress).toEqual({ points: 50, windowMs: 60_000 });
    expect(limits.holdsAccount).toEqual({ points: 600, windowMs: 60_000 });
    expect(connectionCaps).toEqual({ address: 10_000, account: 300 });
  });

  it('RATE-9 what is no limit, no proxy and no check is told by its variable', () => {
    const wrong = { LIMIT_HOLDS_ACCOUNT: 'none', LIMITS_FACTOR: '0', HUMAN_CHECK: 'yes' };
    for (const name of Object.keys(wrong)) expect(problemsOf(wrong)).toContain(name);
    for (const proxy of ['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', '2001:db8::/129']) {
      expect(problemsOf({ TRUSTED_PROXIES: `127.0.0.1,${proxy}` })).toContain(proxy);
    }
    expect(problemsOf({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,2001:db8::/32' })).toBe('');
  });

  it('RATE-8 a check is a checkbox in development, and a provider’s once its keys are there', () => {
    const keys = { HUMAN_CHECK_SITE_KEY: 'site', HUMAN_CHECK_SECRET: 'secret' };
    expect(loadConfig({}).humanCheck).toBe('sandbox');
    expect(loadConfig(keys).humanCheck).toMatchObject({ siteKey: 'site', global: 'turnstile' });
    expect(loadConfig({ ...keys, HUMAN_CHECK: 'off' }).humanCheck).toBe('off');
    expect(problemsOf({ HUMAN_CHECK_SITE_KEY: 'site' })).toContain('HUMAN_CHECK_SECRET');
    const shop = {
      ...{ NODE_ENV: 'production', TOKEN_SECRET: 'x'.repeat(32), SINGLE_NODE: '1' },
      ...{ SMTP_URL: 'smtp://mail', MAIL_FROM: 'a@b.example' },
      ...{ TOSS_SECRET_KEY: 'test_sk_a', TOSS_CLIENT_KEY: 'test_ck_a' },
    };
    expect(loadConfig(shop).humanCheck).toBe('off');
    expect(problemsOf({ ...shop, HUMAN_CHECK: 'sandbox' })).toContain('HUMAN_CHECK=sandbox');
  });
});
