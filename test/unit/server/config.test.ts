import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../server/src/config.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as { problems: string[] }).problems;
  }
};

describe('configuration', () => {
  it('CONFIG-1 needs nothing: port 3000, a SQLite file in data/', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ port: 3000, embeddedDatabase: true, production: false });
    expect(config.databaseUrl).toMatch(/^sqlite:.*data\/ticket-flow\.sqlite$/);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('CONFIG-2 tells every problem at once, by the name of its variable', () => {
    const problems = problemsOf({ PORT: 'x', DATABASE_URL: 'postgres://x', REDIS_URL: 'http://x' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'DATABASE_URL',
      'REDIS_URL',
      'PORT',
    ]);
  });

  it('CONFIG-3 production refuses what is only good for a demo', () => {
    const problems = problemsOf({ NODE_ENV: 'production' }).join('\n');
    for (const name of ['TOKEN_SECRET', 'REDIS_URL', 'TOSS_SECRET_KEY or STRIPE_SECRET_KEY']) {
      expect(problems).toContain(name);
    }
    const env = {
      NODE_ENV: 'production',
      TOKEN_SECRET: 'x'.repeat(32),
      SINGLE_NODE: '1',
      DEMO: '1',
    };
    expect(loadConfig(env)).toMatchObject({ production: true, seedDemo: false });
  });

  it('CONFIG-4 mariadb:// is taken for what it is', () => {
    expect(loadConfig({ DATABASE_URL: 'mariadb://u@h/d' }).databaseUrl).toBe('mysql://u@h/d');
  });
});
