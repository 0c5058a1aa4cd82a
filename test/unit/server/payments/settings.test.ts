import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../server/src/config.ts';

const PRODUCTION = {
  NODE_ENV: 'production',
  TOKEN_SECRET: 'x'.repeat(32),
  SINGLE_NODE: '1',
  SMTP_URL: 'smtp://mail.example',
  MAIL_FROM: 'tickets@shop.example',
};
const TOSS = { TOSS_SECRET_KEY: 'test_sk', TOSS_CLIENT_KEY: 'test_ck' };
const STRIPE = { STRIPE_SECRET_KEY: 'sk_test', STRIPE_WEBHOOK_SECRET: 'whsec' };

const LIVE = (name: string): string => `SANDBOX_PAYMENTS=1 .* ${name}_SECRET_KEY$`;

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as { problems: string[] }).problems;
  }
}

describe('payment settings', () => {
  it('CONFIG-5 without keys the sandbox is on outside production, beside real providers on request only', () => {
    expect(loadConfig({})).toMatchObject({ sandboxPayments: true });
    expect(loadConfig({}).toss).toBeUndefined();
    for (const real of [TOSS, STRIPE, { ...TOSS, DEMO: '1' }]) {
      expect(loadConfig(real)).toMatchObject({ sandboxPayments: false });
      expect(loadConfig({ ...real, SANDBOX_PAYMENTS: '1' })).toMatchObject({
        sandboxPayments: true,
      });
    }
    const config = loadConfig({ ...TOSS, ...STRIPE });
    expect(config).toMatchObject({
      sandboxPayments: false,
      toss: { secretKey: 'test_sk', clientKey: 'test_ck' },
      stripe: { secretKey: 'sk_test', webhookSecret: 'whsec' },
    });
    expect(loadConfig({ ...TOSS, TOSS_BASE_URL: 'http://127.0.0.1:1' }).toss).toMatchObject({
      baseUrl: 'http://127.0.0.1:1',
    });
  });

  it.each([
    [{ TOSS_SECRET_KEY: 'a' }, 'TOSS_CLIENT_KEY'],
    [{ TOSS_CLIENT_KEY: 'a' }, 'TOSS_SECRET_KEY'],
    [{ STRIPE_SECRET_KEY: 'a' }, 'STRIPE_WEBHOOK_SECRET'],
    [{ STRIPE_WEBHOOK_SECRET: 'a' }, 'STRIPE_SECRET_KEY'],
    [{ ...TOSS, TOSS_BASE_URL: 'ftp://x' }, 'TOSS_BASE_URL'],
    [{ ...TOSS, TOSS_SCRIPT_URL: 'script' }, 'TOSS_SCRIPT_URL'],
    [{ ...STRIPE, STRIPE_BASE_URL: 'x' }, 'STRIPE_BASE_URL'],
    [{ SANDBOX_PAYMENTS: 'yes' }, 'SANDBOX_PAYMENTS'],
    [{ SANDBOX_PAYMENTS: '0' }, 'SANDBOX_PAYMENTS'],
    [{ ...TOSS, TOSS_SECRET_KEY: 'live_sk_1', SANDBOX_PAYMENTS: '1' }, LIVE('TOSS')],
    [{ ...TOSS, TOSS_SECRET_KEY: 'live_gsk_1', SANDBOX_PAYMENTS: '1' }, LIVE('TOSS')],
    [{ ...STRIPE, STRIPE_SECRET_KEY: 'sk_live_1', SANDBOX_PAYMENTS: '1' }, LIVE('STRIPE')],
    [{ ...STRIPE, STRIPE_SECRET_KEY: 'rk_live_1', SANDBOX_PAYMENTS: '1' }, LIVE('STRIPE')],
    [PRODUCTION, 'TOSS_SECRET_KEY'],
    [{ ...PRODUCTION, ...STRIPE }, 'PUBLIC_URL'],
    [{ ...PRODUCTION, ...TOSS, SANDBOX_PAYMENTS: '1' }, 'SANDBOX_PAYMENTS'],
  ])('CONFIG-5 refuses %j by its variable', (env, variable) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${variable}`));
  });

  it('CONFIG-5 production takes real money, or says that it is a demo', () => {
    expect(loadConfig({ ...PRODUCTION, ...TOSS })).toMatchObject({ sandboxPayments: false });
    const url = { PUBLIC_URL: 'https://tickets.example' };
    expect(loadConfig({ ...PRODUCTION, ...STRIPE, ...url }).sandboxPayments).toBe(false);
    expect(loadConfig({ ...PRODUCTION, DEMO: '1' }).sandboxPayments).toBe(true);
    expect(loadConfig({ ...PRODUCTION, ...TOSS, DEMO: '1', SANDBOX_PAYMENTS: '0' })).toMatchObject({
      sandboxPayments: false,
    });
  });
});
