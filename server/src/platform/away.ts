import { AppError } from './errors.ts';

/** Lock wait, shutdown in progress, interrupted, connection killed: by the database's numbers. */
const AWAY_NUMBERS: ReadonlySet<number | undefined> = new Set([1205, 1053, 1317, 1927]);

interface DriverError {
  readonly errno?: number;
  readonly fatal?: boolean;
  readonly code?: string;
}

/** No connection to be had, or one that broke, or a lock held too long: worth another try. */
export function isDatabaseAway(error: unknown): boolean {
  const {
    name = '',
    parent,
    ...own
  } = (error ?? {}) as DriverError & {
    name?: string;
    parent?: DriverError;
  };
  // Sequelize wraps what the driver says; a step's error is the driver's own.
  const { errno, fatal, code } = parent ?? own;
  if (name.startsWith('SequelizeConnection') || AWAY_NUMBERS.has(errno)) return true;
  return fatal === true || /^(ECONN|EPIPE|ETIMEDOUT|PROTOCOL_)/.test(code ?? '');
}

/** Something we depend on is away; nothing is wrong with what was being done. */
export function isAway(error: unknown): boolean {
  return isDatabaseAway(error) || (error instanceof AppError && error.code === 'UNAVAILABLE');
}
