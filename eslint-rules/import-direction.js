/** ESLint's side of the import rules: finds the imports, resolves them, reports the verdicts. */
import { isBuiltin } from 'node:module';
import { dirname, resolve } from 'node:path';

import { judgeImport, judgeModel } from './judge.js';
import { repositoryPath } from './paths.js';
import { placeOf } from './places.js';

/** Where the workspaces' public names lead. */
const WORKSPACE_ENTRIES = new Map([
  ['@ticket-flow/client', 'client-sdk/src/index.ts'],
  ['@ticket-flow/client/seat-map', 'client-sdk/src/seat-map/index.ts'],
  ['@ticket-flow/client/protocol', 'client-sdk/src/protocol/index.ts'],
  ['@ticket-flow/db', 'db/src/index.ts'],
  ['@ticket-flow/db/seeds', 'db/src/seeds/index.ts'],
]);

/**
 * @param {string} file
 * @param {string} specifier
 * @returns {import('./judge.js').Target}
 */
function targetOf(file, specifier) {
  if (specifier.startsWith('.')) {
    return { specifier, path: repositoryPath(resolve(dirname(file), specifier)) };
  }
  const entry = WORKSPACE_ENTRIES.get(specifier);
  if (entry) return { specifier, path: entry, byName: true };
  const bare = isBuiltin(specifier) && !specifier.startsWith('node:');
  return { specifier: bare ? `node:${specifier}` : specifier };
}

/**
 * The exported names an import or re-export takes; undefined for all of them at once.
 * @param {any} node
 * @returns {string[] | undefined}
 */
function namesOf(node) {
  if (!Array.isArray(node.specifiers)) return undefined;
  const names = node.specifiers.map((/** @type {any} */ one) =>
    node.type === 'ImportDeclaration' ? one.imported?.name : one.local?.name,
  );
  return names.includes(undefined) ? undefined : names;
}

/** @type {import('eslint').Rule.RuleModule} */
export const importDirection = {
  meta: {
    type: 'problem',
    docs: { description: 'Imports follow the floors in eslint-rules/floors.js' },
    schema: [
      {
        type: 'object',
        // The rows' types, each with its model's name.
        properties: { rows: { type: 'object', additionalProperties: { type: 'string' } } },
        additionalProperties: false,
      },
    ],
    messages: { forbidden: '{{reason}}.', homeless: '{{reason}}.' },
  },
  create(context) {
    const from = placeOf(repositoryPath(context.filename));
    /** @type {Record<string, string>} */
    const rows = context.options[0]?.rows ?? {};

    /** @type {(node: any, reason: string | undefined) => void} */
    const report = (node, reason) => {
      if (reason) context.report({ node, messageId: 'forbidden', data: { reason } });
    };
    /** @type {(node: any, source: any) => void} */
    const check = (node, source) => {
      if (typeof source?.value !== 'string') return;
      const target = targetOf(context.filename, source.value);
      report(node, judgeImport(from, target) ?? judgeRows(from, target, namesOf(node), rows));
    };
    return {
      Program(node) {
        if (from.area !== 'server' || from.floor !== undefined) return;
        const reason = 'This file stands on no floor: name its folder in eslint-rules/floors.js';
        context.report({ node, messageId: 'homeless', data: { reason } });
      },
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (/** @type {any} */ node) => check(node, node.source),
    };
  },
};

/**
 * @param {import('./places.js').Place} from
 * @param {import('./judge.js').Target} target
 * @param {string[] | undefined} names
 * @param {Record<string, string>} rows
 */
function judgeRows(from, target, names, rows) {
  if (target.path !== 'db/src/index.ts') return undefined;
  // "import * as db" would bring every row's type along, unseen.
  if (names === undefined) return judgeModel(from);
  return names
    .filter((name) => name === 'Models' || Object.hasOwn(rows, name))
    .map((name) => judgeModel(from, rows[name]))
    .find(Boolean);
}
