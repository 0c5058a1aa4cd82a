import { AppError } from './errors.ts';

/**
 * Runs a command line; what `main` answers is its exit code. What an operator can mend (a wrong
 * argument or setting, a refusal, a database that isn't there) is told in words and ends with 1;
 * anything else keeps its stack.
 */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!isExpected(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function isExpected(error: unknown): error is Error {
  if (error instanceof AppError) return true;
  if (!(error instanceof Error)) return false;
  return error.constructor === Error || 'code' in error || /^(Config|Sequelize)/.test(error.name);
}

/** Throws by the argument's name. */
export function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new Error(`${name}: must be a whole number from 1 to ${String(most)}`);
}
