import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../support/repository-files.ts';
import { BREAKS } from './breaks.ts';
import { copyBroken, replaceOnce } from './copy.ts';

describe('broken copies of the product', () => {
  it.each(Object.keys(BREAKS))('FAULT-2 can be made: %s', (name) => {
    const copy = copyBroken(repositoryRoot, name);
    try {
      for (const { file, by } of BREAKS[name] ?? []) {
        const broken = readFileSync(join(copy.root, file), 'utf8');
        expect(broken).toContain(by);
        expect(broken).not.toBe(readFileSync(join(repositoryRoot, file), 'utf8'));
      }
    } finally {
      copy.remove();
    }
  });

  it('FAULT-2 are not made where the place to break is gone or unclear', () => {
    const file = 'package.json';
    const replace = (text: string): void => {
      replaceOnce(repositoryRoot, { file, text, by: '' });
    };
    expect(() => {
      replace('no such text');
    }).toThrow(/0 times/);
    expect(() => {
      replace('"');
    }).toThrow(/not once/);
    expect(() => copyBroken(repositoryRoot, 'no-such-rule')).toThrow(/no-claim/);
  });
});
