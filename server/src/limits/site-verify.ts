import { isIPv4 } from 'node:net';
import { z } from 'zod';
import type { Logger } from '../platform/logging.ts';
import type { About, HumanCheck, HumanVerdict } from './human-check.ts';

export interface SiteVerifySettings {
  readonly siteKey: string;
  readonly secret: string;
  /** Where answers are verified. */
  readonly verifyUrl: string;
  /** What a page loads to show the check, and the name of the object that it brings. */
  readonly script: string;
  readonly global: string;
}

export interface SiteVerifyOptions extends SiteVerifySettings {
  readonly logger: Logger;
  /** @default 2_000 */
  readonly timeoutMs?: number;
}

const answer = z.object({
  success: z.boolean(),
  'error-codes': z.array(z.string()).default([]),
  action: z.string().nullish(),
});

/** Refusals that speak of us or of the provider, and say nothing of whoever answered. */
const NOT_THEIRS = /secret|internal-error|bad-request|sitekey/;

/**
 * The way Turnstile, hCaptcha and reCAPTCHA are asked: a form with the secret and the response, and
 * a JSON answer with `success`.
 */
export function createSiteVerify(options: SiteVerifyOptions): HumanCheck {
  const { siteKey, secret, verifyUrl, script, global, logger, timeoutMs = 2_000 } = options;

  async function ask(response: string, { address }: About): Promise<z.infer<typeof answer>> {
    const body = new URLSearchParams({ secret, response });
    // Of an IPv6 address only the network is known here.
    if (isIPv4(address)) body.set('remoteip', address);
    const signal = AbortSignal.timeout(timeoutMs);
    const reply = await fetch(verifyUrl, { method: 'POST', body, signal, redirect: 'error' });
    return answer.parse(await reply.json());
  }

  return {
    info: { kind: 'widget', siteKey, script, global },
    verify: async (response, about): Promise<HumanVerdict> => {
      try {
        const { success, action, 'error-codes': codes } = await ask(response, about);
        if (success) return action && action !== about.action ? 'refused' : 'human';
        if (!codes.some((code) => NOT_THEIRS.test(code))) return 'refused';
        logger.error({ codes }, 'the human check’s provider does not take our question');
        return 'unknown';
      } catch (error) {
        logger.warn({ err: error }, 'the human check’s provider did not answer');
        return 'unknown';
      }
    },
  };
}
