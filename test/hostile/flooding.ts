import { randomUUID } from 'node:crypto';
import type { Tally } from './attack.ts';
import type { Answer } from './wire.ts';

/** An account that nobody has yet. */
export const newAccount = (): Readonly<Record<string, string>> => ({
  email: `flood-${randomUUID()}@example.test`,
  password: 'a long password',
  name: 'Flood',
  human: 'sandbox:human',
});

/** How many were granted. */
export function count(answers: readonly Answer[], { answered }: Tally): number {
  for (const { code } of answers) answered(code);
  return answers.filter(({ code }) => code === 'OK').length;
}
