import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

import { ENVIRONMENT_READERS, FEATURES, findCircle } from './eslint-rules/floors.js';
import { importDirection } from './eslint-rules/import-direction.js';
import { allowedLongFiles, MAX_LINES } from './eslint-rules/long-files.js';
import { readModels } from './eslint-rules/models.js';
import { tableAccess } from './eslint-rules/table-access.js';

const circle = findCircle(FEATURES);
if (circle) throw new Error(`Features form a circle: ${circle.join(' → ')}`);

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
const TESTS = ['test/**', '**/*.test.ts', '**/*.test.tsx'];

const environment = 'Only server/src/config.ts reads the environment: take an option instead.';
const environmentSelectors = [
  'MemberExpression[object.name="process"][property.name="env"]',
  'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]',
  'ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"]',
];

export default defineConfig(
  { ignores: ['**/dist/**', '**/node_modules/**', 'data/**', 'test-output/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // The in-process implementations of asynchronous ports have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
    },
  },
  {
    files: TYPESCRIPT,
    plugins: {
      local: { rules: { 'import-direction': importDirection, 'table-access': tableAccess } },
    },
    rules: {
      'local/import-direction': [
        'error',
        { rows: Object.fromEntries(readModels().map(({ name, row }) => [row, name])) },
      ],
      'local/table-access': 'error',
    },
  },
  {
    files: TYPESCRIPT,
    ignores: [...TESTS, 'scripts/**', '**/*.config.ts', ...ENVIRONMENT_READERS],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...environmentSelectors.map((selector) => ({ selector, message: environment })),
      ],
    },
  },
  {
    files: TYPESCRIPT,
    ignores: allowedLongFiles(),
    rules: {
      'max-lines': ['error', { max: MAX_LINES, skipBlankLines: false, skipComments: false }],
    },
  },
);
