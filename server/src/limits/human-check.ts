import type { HumanCheckInfo } from '@ticket-flow/client/protocol';
import { AppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logging.ts';

/** What somebody wants to do who says to be human. */
export type HumanAction = 'sign-up' | 'sign-in' | 'waiting-room';

export interface About {
  readonly action: HumanAction;
  /** As it is counted: see AddressOf. */
  readonly address: string;
}

/** `unknown`: the provider did not tell. */
export type HumanVerdict = 'human' | 'refused' | 'unknown';

/** Somebody who tells people from machines: a provider, or the sandbox. Never rejects. */
export interface HumanCheck {
  /** What a page needs to show it. */
  readonly info: HumanCheckInfo;
  verify(response: string, about: About): Promise<HumanVerdict>;
}

export interface HumanRequest extends About {
  /** What the check on the page answered; undefined when none was sent. */
  readonly response: string | undefined;
  /** Something looks like a machine, so that even the sandbox wants an answer. */
  readonly suspicious?: boolean;
}

/** For whoever lets people in somewhere. */
export interface Humans {
  readonly info: HumanCheckInfo;
  /** Throws HUMAN_CHECK. Does nothing where there is no check. */
  require(request: HumanRequest): Promise<void>;
}

export const NO_HUMAN_CHECK: HumanCheck = {
  info: { kind: 'off' },
  verify: () => Promise.resolve('human'),
};

/** What the sandbox's checkbox answers. */
export const SANDBOX_HUMAN = 'sandbox:human';

/** One checkbox that anybody can tick: for development. */
export const SANDBOX_HUMAN_CHECK: HumanCheck = {
  info: { kind: 'sandbox' },
  verify: (response) => Promise.resolve(response === SANDBOX_HUMAN ? 'human' : 'refused'),
};

export interface HumansDependencies {
  readonly check: HumanCheck;
  readonly logger: Logger;
}

/** RATE-8: a filter, not a lock. Where the provider is away people are let through, and it is said. */
export function createHumans({ check, logger }: HumansDependencies): Humans {
  const { info } = check;
  return {
    info,
    require: async ({ response, suspicious = false, ...about }) => {
      if (info.kind === 'off') return;
      if (response === undefined) {
        // Scripts of a developer sign up without a page.
        if (info.kind === 'sandbox' && !suspicious) return;
        throw refused('Please show that you are human: answer the check.');
      }
      const verdict = await check.verify(response, about);
      if (verdict === 'refused') throw refused('The check was not passed; please answer it again.');
      if (verdict === 'unknown') {
        logger.warn({ action: about.action }, 'the human check is away: let through');
      }
    },
  };
}

function refused(message: string): AppError {
  return new AppError('HUMAN_CHECK', message, { details: { field: 'human' } });
}
