import { describe, expect, it } from 'vitest';
import { readRepositoryFile, repositoryFiles } from '../support/repository-files.ts';

const RULE = /\b[A-Z]{2,}-\d+\b/g;
const TITLE = /\b(?:it|test|describe)(?:\.each\([^]*?\))?\(\s*['"`]((?:[A-Z]{1,}-?\d+ )+)/g;

describe('rules', () => {
  it('every rule a test names stands in SPEC.md', () => {
    const spec = readRepositoryFile('server/SPEC.md');
    const known = new Set([...spec.matchAll(/\*\*([A-Z]+-?\d+)\*\*/g)].map(([, id]) => id));
    expect(known.size).toBeGreaterThan(80);
    const files = repositoryFiles().filter((file) => file.endsWith('.test.ts'));
    const unknown: string[] = [];
    for (const file of files) {
      const text = readRepositoryFile(file);
      for (const [, ids = ''] of text.matchAll(TITLE)) {
        const missing = ids
          .trim()
          .split(' ')
          .filter((id) => !known.has(id));
        unknown.push(...missing.map((id) => `${file}: ${id}`));
      }
    }
    expect(unknown).toEqual([]);
  });

  it('every rule the code cites stands in SPEC.md', () => {
    const spec = readRepositoryFile('server/SPEC.md');
    const files = repositoryFiles().filter((file) => /^server\/src\/.*\.(ts|lua)$/.test(file));
    const families = /^(EPOCH|HOLD|PIN|CLAIM|BLOCK|FREE|REBUILD|FEED|ORDER|PAY|CAT|AUTH)-/;
    for (const file of files) {
      for (const [id] of readRepositoryFile(file).matchAll(RULE)) {
        if (families.test(id)) expect(spec, `${id} of ${file}`).toContain(`**${id}**`);
      }
    }
  });
});
