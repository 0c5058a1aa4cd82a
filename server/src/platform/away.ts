import { AppError } from './errors.ts';

/** Lock wait, shutdown in progress, interrupted, connection killed: by the database's numbers. */
const AWAY_NUMBERS: ReadonlySet<number | undefined> = new Set([1205, 1053, 1317, 1927]);

/** No connection to be had, or one that broke, or a lock held too long: worth another try. */
export function isDatabaseAway(error: unknown): boolean {
  const { name = '', parent } = (error ?? {}) as {
    name?: string;
    parent?: { errno?: number; fatal?: boolean; code?: string };
  };
  if (name.startsWith('SequelizeConnection') || AWAY_NUMBERS.has(parent?.errno)) return true;
  return parent?.fatal === true || /^(ECONN|EPIPE|ETIMEDOUT|PROTOCOL_)/.test(parent?.code ?? '');
}

/** Something we depend on is away; nothing is wrong with what was being done. */
export function isAway(error: unknown): boolean {
  return isDatabaseAway(error) || (error instanceof AppError && error.code === 'UNAVAILABLE');
}
