/** ESLint rule: tables are reached from repositories, and from the owning feature's only. */
import { isReader, judgeModel } from './judge.js';
import { repositoryPath } from './paths.js';
import { isRepository, placeOf } from './places.js';

/** What leads from a database handle to its tables. */
const DOORS = ['models', 'sequelize'];

/** What a model's rows are changed with. */
const WRITES = [
  ...['create', 'bulkCreate', 'update', 'upsert', 'destroy', 'truncate'],
  ...['increment', 'decrement', 'restore', 'findOrCreate', 'findCreateFind', 'save'],
];

/** @type {import('eslint').Rule.RuleModule} */
export const tableAccess = {
  meta: {
    type: 'problem',
    docs: { description: 'Only the owning feature’s repository touches a table' },
    schema: [],
    messages: { forbidden: '{{reason}}.' },
  },
  create(context) {
    const from = placeOf(repositoryPath(context.filename));
    if (from.area !== 'server') return {};

    /** @type {(node: any, model?: string) => void} */
    const judge = (node, model) => {
      const reason = judgeModel(from, model);
      if (reason) context.report({ node, messageId: 'forbidden', data: { reason } });
    };
    /** @type {(node: any) => void} */
    const checkDoor = (node) => {
      if (DOORS.includes(nameOf(node) ?? '')) judge(node);
    };
    if (!isRepository(from.path)) {
      return { MemberExpression: checkDoor, 'ObjectPattern > Property': checkDoor };
    }
    const writesNothing = isReader(from);
    return {
      MemberExpression(node) {
        if (isModels(node.object)) judge(node, nameOf(node));
        if (!writesNothing || !WRITES.includes(nameOf(node) ?? '')) return;
        const reason = `${from.feature} only reads: it may not call ${nameOf(node)}`;
        context.report({ node, messageId: 'forbidden', data: { reason } });
      },
      VariableDeclarator(node) {
        if (node.id.type !== 'ObjectPattern' || !isModels(node.init)) return;
        for (const property of node.id.properties) judge(property, nameOf(property));
      },
    };
  },
};

/**
 * The name of a property that is read or taken apart, if it is written out.
 * @param {any} node
 * @returns {string | undefined}
 */
function nameOf(node) {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  return node.computed ? key?.value : key?.name;
}

/** @param {any} node */
function isModels(node) {
  if (node?.type === 'Identifier') return node.name === 'models';
  return node?.type === 'MemberExpression' && nameOf(node) === 'models';
}
