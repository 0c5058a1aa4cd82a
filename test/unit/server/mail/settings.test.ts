import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../server/src/config.ts';

const problemsOf = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
    return '';
  } catch (error) {
    return (error as { problems: string[] }).problems.join('\n');
  }
};

describe('mail settings', () => {
  it('CONFIG-1 mails need no setting', () => {
    expect(loadConfig({})).toMatchObject({ smtpUrl: undefined, mailFrom: undefined });
  });

  it('CONFIG-2 a server needs a sender, and both must be ones', () => {
    const smtpUrl = 'smtp://user:p%40ss@mail.example:587';
    for (const mailFrom of ['a@b.example', 'Ticket Office <a@b.example>']) {
      const config = loadConfig({ SMTP_URL: smtpUrl, MAIL_FROM: mailFrom });
      expect(config).toMatchObject({ smtpUrl, mailFrom });
    }
    expect(problemsOf({ SMTP_URL: smtpUrl })).toMatch(/^MAIL_FROM/);
    expect(problemsOf({ SMTP_URL: 'mail.example', MAIL_FROM: 'a@b.example' })).toMatch(/^SMTP_URL/);
    for (const wrong of ['nobody', 'A <b>', 'a@b.example, c@d.example', '<a@b.example>\r\nX: y']) {
      expect(problemsOf({ MAIL_FROM: wrong }), wrong).toMatch(/^MAIL_FROM/);
    }
  });

  it('CONFIG-3 production writes mails to a file only for a demo', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toContain('SMTP_URL is required');
    expect(problemsOf({ NODE_ENV: 'production', DEMO: '1' })).not.toContain('SMTP_URL');
  });
});
