import { describe, expect, test } from 'vitest';

import { findCircles, loadedFiles } from '../../support/import-graph.ts';

describe('import graph', () => {
  test('follows what is loaded, not what is only typed or loaded later', () => {
    const text = `
      import { a } from './a.ts';
      import '../b.ts';
      export * from './c/index.ts';
      import type { D } from './d.ts';
      export type { E } from './e.ts';
      import { f } from 'somewhere';
      const g = () => import('./g.ts');
    `;
    expect(loadedFiles('x/y/z.ts', text)).toEqual(['x/y/a.ts', 'x/b.ts', 'x/y/c/index.ts']);
  });

  test('spells out each circle once, and finds none in a diamond', () => {
    const circular = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['b']],
      ['d', ['d']],
    ]);
    expect(findCircles(circular)).toEqual(['b → c → b', 'd → d']);
    const diamond = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
    ]);
    expect(findCircles(diamond)).toEqual([]);
  });
});
