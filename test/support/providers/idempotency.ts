import type { Answer } from './provider-server.ts';

export interface IdempotencyKeys {
  /** The first answer to a key, however often it is asked under; without a key it is done anew. */
  once(key: string | undefined, scope: string, run: () => Answer): Answer;
  forget(): void;
}

/** Both providers store errors too; `replayed` are headers that tell a stored answer. */
export function createIdempotencyKeys(
  replayed: Readonly<Record<string, string>> = {},
): IdempotencyKeys {
  const answers = new Map<string, Answer>();
  return {
    once: (key, scope, run) => {
      if (key === undefined) return run();
      const stored = answers.get(`${scope} ${key}`);
      if (stored) return { ...stored, headers: { ...stored.headers, ...replayed } };
      const answer = run();
      answers.set(`${scope} ${key}`, answer);
      return answer;
    },
    forget: () => {
      answers.clear();
    },
  };
}
