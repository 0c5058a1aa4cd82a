import { describe, expect, it } from 'vitest';
import { KINDS, standing, unread } from '../../../../server/src/audit/finding.ts';
import type { Finding } from '../../../../server/src/audit/finding.ts';
import { readRepositoryFile } from '../../../support/repository-files.ts';

const found = (root: string, seats?: number[]): Finding => ({
  kind: 'seat_looks_free',
  subject: `performance ${root}`,
  detail: '',
  ...(seats && { seats }),
  root,
});

describe('what stands after another look', () => {
  it('AUDIT-3 what was there both times, with the seats of both times', () => {
    const before = [found('1', [1, 2]), found('2', [3]), found('3', [4])];
    const now = [found('1', [2, 5]), found('2', [9]), found('4', [4])];
    expect(standing(before, now)).toEqual([found('1', [2])]);
    expect(standing([found('1')], [found('1')])).toEqual([found('1')]);
  });

  it('AUDIT-4 what can’t be read now keeps what was found, and stays unread', () => {
    const after = standing([found('1', [1])], [unread('store', '1')]);
    expect(after).toEqual([found('1', [1]), unread('store', '1')]);
    expect(standing(after, [found('1', [1])])).toEqual([found('1', [1])]);
    expect(standing(after, [])).toEqual([]);
  });

  it('AUDIT-4 what could not be read before takes what is found now', () => {
    expect(standing([unread('store', '1')], [found('1', [1])])).toEqual([found('1', [1])]);
    expect(standing([unread('store', '1')], [])).toEqual([]);
  });
});

it('AUDIT-2 SPEC.md names every kind, and no other', () => {
  const [, table = ''] = readRepositoryFile('server/SPEC.md').split('| what disagrees | kinds |');
  const [rows = ''] = table.split('\n\n');
  const named = [...rows.matchAll(/`(\w+)`/g)].map(([, kind]) => kind);
  expect(named.toSorted()).toEqual(Object.keys(KINDS).toSorted());
});
