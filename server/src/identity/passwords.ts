import { hash, verify } from '@node-rs/argon2';

/** argon2id, the library's default algorithm. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/** A stand-in for accounts that don't exist, so that a wrong e-mail takes as long to refuse. */
let nobody: Promise<string> | undefined;

/** True when the password is the one behind the hash; never for an account that doesn't exist. */
export async function checkPassword(
  stored: string | undefined,
  password: string,
): Promise<boolean> {
  nobody ??= hashPassword('no account has this password');
  const matches = await verify(stored ?? (await nobody), password);
  return matches && stored !== undefined;
}
