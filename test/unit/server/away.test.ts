import { describe, expect, it } from 'vitest';
import { isDatabaseAway } from '../../../server/src/platform/away.ts';

const lockWait = { errno: 1205, code: 'ER_LOCK_WAIT_TIMEOUT' };
const lost = { fatal: true, code: 'PROTOCOL_CONNECTION_LOST' };

describe('a database that is away', () => {
  it.each([
    ['a lock wait of a model', { name: 'SequelizeDatabaseError', parent: lockWait }],
    ['a lock wait of a step', Object.assign(new Error('lock'), lockWait)],
    ['a connection lost in a step', Object.assign(new Error('lost'), lost)],
    ['a connection that cannot be had', { name: 'SequelizeConnectionRefusedError' }],
    ['a time-out of a step', Object.assign(new Error('late'), { code: 'ETIMEDOUT' })],
  ])('DB-7 %s is worth another try', (_what, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each([
    ['a duplicate', { name: 'SequelizeUniqueConstraintError', parent: { errno: 1062 } }],
    ['a value too long, in a step', Object.assign(new Error('long'), { errno: 1406 })],
    ['nothing', undefined],
  ])('DB-7 %s is not', (_what, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});
