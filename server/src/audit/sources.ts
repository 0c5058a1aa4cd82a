import type { Logger } from '../platform/logging.ts';

/** A source that did not answer; the audit can't be complete. */
export class Unreadable extends Error {
  constructor(source: string, cause: unknown) {
    super(`the ${source} could not be read`, { cause });
    this.name = 'Unreadable';
  }
}

/** A source that is asked many times, some of which may go wrong. */
export interface Source {
  /**
   * Undefined when the source gave no answer. After some such times in a row it is not asked any
   * more: a provider that is down would otherwise cost a time-out for every order.
   */
  ask<T>(question: () => Promise<T | undefined>): Promise<T | undefined>;
}

/** Failures in a row after which a source counts as gone. */
const PATIENCE = 5;

export function createSource(name: string, logger: Logger): Source {
  let failures = 0;
  return {
    ask: async (question) => {
      if (failures >= PATIENCE) return undefined;
      try {
        const answer = await question();
        failures = answer === undefined ? failures + 1 : 0;
        return answer;
      } catch (error) {
        failures += 1;
        logger.warn({ err: error, source: name }, 'the audit could not read a source');
        return undefined;
      }
    },
  };
}
