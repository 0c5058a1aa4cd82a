import type { Replacement } from '../../faults/broken/breaks.ts';
import type { Rule, Tests } from '../mutant.ts';
import { integration } from './places.ts';

const STEPS = 'server/src/orders/payment-step-repository.ts';
const PAY = 'server/src/orders/pay-order.ts';
const DEPOSITS = 'server/src/orders/deposits.ts';
const REFUND_ORDERS = 'server/src/orders/refund-orders.ts';
const REFUNDS = 'server/src/orders/refund-repository.ts';
const IDS = 'server/src/orders/order-ids.ts';

const orders = (file: string, titles: string): Tests => integration(`orders/${file}`, titles);
const unit: Tests = {
  ...{ project: 'unit', files: ['test/unit/server/orders.test.ts'], titles: 'PIN-2' },
};

/** PAY-3: what a provider answers to one attempt says nothing of another. */
const attemptCondition: Rule = {
  rule: 'the attempt condition',
  mutants: [
    {
      name: 'attempt-any-leaves',
      without: 'the attempt in the moves to paid and back to pending',
      replacements: [
        { file: STEPS, text: 'AND state = ? AND attempt = ?', by: 'AND state = ? AND ? > 0' },
      ],
      tests: orders('attempts', 'PAY-3'),
    },
    {
      name: 'attempt-any-begins',
      without: 'the attempt in the move to paying',
      replacements: [
        {
          file: STEPS,
          text: `AND state = 'pending' AND attempt = ?`,
          by: `AND state = 'pending' AND ? >= 0`,
        },
      ],
      tests: orders('attempts', 'PAY-3'),
    },
    {
      name: 'attempt-any-waits',
      without: 'the attempt in the move to awaiting_deposit',
      replacements: [
        {
          file: STEPS,
          text: `AND state = 'paying' AND attempt = ?`,
          by: `AND state = 'paying' AND ? > 0`,
        },
      ],
      tests: orders('attempts', 'PAY-3'),
    },
  ],
};

/** PAY-1, DEPOSIT-3, REFUND-4: nothing is paid or given back for another amount. */
const amountCheck: Rule = {
  rule: 'the amount check',
  mutants: [
    {
      name: 'amount-of-request',
      without: 'the order’s amount in what a buyer confirms',
      replacements: [
        { file: PAY, text: 'if (amount !== order.amount) {', by: 'if (amount < 0) {' },
      ],
      tests: orders('buy', 'in process, SQLite .*PAY-1'),
    },
    {
      name: 'amount-of-deposit',
      without: 'the order’s amount in what arrived in its account',
      replacements: [{ file: DEPOSITS, text: 'found.captured === order.amount && ', by: '' }],
      tests: orders('deposits', 'DEPOSIT-3'),
    },
    {
      name: 'amount-of-refund',
      without: 'the shown amount in what a buyer gives back',
      replacements: [
        {
          file: 'server/src/orders/refund-requests.ts',
          text: 'if (brings !== amount) {',
          by: 'if (amount < 0) {',
        },
      ],
      tests: orders('refunds', 'REFUND-4 asking'),
    },
  ],
};

/** PAY-3, REFUND-2, PIN-2: one key for what may happen once. */
const idempotencyKey: Rule = {
  rule: 'the idempotency key',
  mutants: [
    ...keys('confirm', PAY, orders('one-charge', 'PAY-4')),
    ...keys('refund', REFUND_ORDERS, orders('refunds', 'REFUND-2 every')),
    {
      name: 'key-refund-id',
      without: 'the id of a refund in what its provider keeps',
      replacements: [
        {
          file: REFUND_ORDERS,
          text: '          refundId: refund.id,',
          by: '          refundId: String(Math.random()),',
        },
      ],
      tests: orders('refunds', 'REFUND-2 every'),
    },
    {
      name: 'key-not-in-order-id',
      without: 'the request’s key in the id of an order',
      replacements: [{ file: IDS, text: '`${holder}\\n${idempotencyKey}`', by: 'holder' }],
      tests: unit,
    },
    {
      name: 'holder-not-in-order-id',
      without: 'the holder in the id of an order',
      replacements: [{ file: IDS, text: '`${holder}\\n${idempotencyKey}`', by: 'idempotencyKey' }],
      tests: unit,
    },
  ],
};

/** A key that differs each time does not tell a repetition; one that never does mixes orders up. */
function keys(what: string, file: string, tests: Tests): Rule['mutants'] {
  const text = 'idempotencyKey: ';
  const by = (key: string): readonly Replacement[] => [
    { file, text, by: `${text}${key}, its${text}` },
  ];
  return [
    {
      name: `key-${what}-random`,
      without: `the one key of a ${what}: it is another one each time`,
      replacements: by('`key-${String(Math.random())}`'),
      tests,
    },
    {
      name: `key-${what}-constant`,
      without: `the own key of a ${what}: it is the same for all`,
      replacements: by(`'the-key'`),
      tests,
    },
  ];
}

const conditions: Rule = {
  rule: 'what else a payment waits for',
  mutants: [
    {
      name: 'pay-after-deadline',
      without: 'PAY-1: the deadline of an order',
      replacements: [{ file: STEPS, text: ' AND deadline_at > ${nowMs}', by: '' }],
      tests: orders('attempts', 'PAY-1'),
    },
    {
      name: 'pay-any-key',
      without: 'PAY-2: the recorded key of an order that is being paid',
      replacements: [
        {
          file: PAY,
          text: 'const sameKey = order.payment_key === paymentKey;',
          by: 'return; const sameKey = false;',
        },
      ],
      tests: orders('one-charge', 'PAY-2'),
    },
    {
      name: 'refund-done-twice',
      without: 'REFUND-3: `open` in the end of a refund',
      replacements: [
        {
          file: REFUNDS,
          text: `if (!(await change(id, 'open', set, transaction))) return false;`,
          by: 'await models.refunds.update(set, { where: { id }, transaction });',
        },
      ],
      tests: orders('refunds', 'REFUND-3'),
    },
    {
      name: 'deposit-not-closed',
      without: 'DEPOSIT-2: closing the account before the seats are free',
      replacements: [
        { file: DEPOSITS, text: '      await close(order);', by: '      await finish(order);' },
      ],
      tests: orders('deposits', 'DEPOSIT-2'),
    },
    {
      name: 'deposit-perhaps-closed',
      without: 'DEPOSIT-2: knowing that the account is closed',
      replacements: [
        {
          file: DEPOSITS,
          text: `if (outcome.outcome === 'closed') await finish(order);`,
          by: `if (outcome.outcome !== 'captured') await finish(order);`,
        },
      ],
      tests: orders('deposits', 'DEPOSIT-2'),
    },
    {
      name: 'late-money-kept',
      without: 'LATE-1: giving back what came for an order that has ended',
      replacements: [
        {
          file: 'server/src/orders/reconciler.ts',
          text: 'if (isTerminal(order.state)) await late.check(orderId);',
          by: '',
        },
      ],
      tests: orders('deposits', 'LATE-1'),
    },
  ],
};

export const MONEY_RULES: readonly Rule[] = [
  attemptCondition,
  amountCheck,
  idempotencyKey,
  conditions,
];
