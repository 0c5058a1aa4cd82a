import type { Rule, Tests } from '../mutant.ts';
import { integration } from './places.ts';

const TOSS = 'server/src/payments/toss';
const STRIPE = 'server/src/payments/stripe';
const SANDBOX = 'server/src/payments/sandbox';

const payments = (file: string, titles: string): Tests => integration(`payments/${file}`, titles);

/** GATE-2: done means the amount that was asked. */
const amountCheck: Rule = {
  rule: 'the amount check of a gateway',
  mutants: [
    {
      name: 'amount-sandbox',
      without: 'the amount in what the sandbox confirms',
      replacements: [
        {
          file: `${SANDBOX}.ts`,
          text: 'if (!asked || record.amount !== amount) {',
          by: 'if (!asked) {',
        },
      ],
      tests: payments('contract', 'sandbox on SQLite GATE-2'),
    },
    {
      name: 'amount-toss',
      without: 'the amount in what Toss confirmed',
      replacements: [
        {
          file: `${TOSS}/toss.ts`,
          text: '    payment.totalAmount === request.amount &&\n',
          by: '',
        },
      ],
      tests: payments('toss', 'GATE-2'),
    },
    {
      name: 'amount-stripe-page',
      without: 'the amount on Stripe’s page before it is captured',
      replacements: [
        {
          file: `${STRIPE}/confirm.ts`,
          text: 'return total === amount && payment.currency',
          by: 'return payment.currency',
        },
      ],
      tests: payments('contract', 'Stripe GATE-2'),
    },
    {
      name: 'amount-stripe-captured',
      without: 'the amount that Stripe captured',
      replacements: [
        {
          file: `${STRIPE}/confirm.ts`,
          text: 'if (intent.amount_received === request.amount && isAsked',
          by: 'if (isAsked',
        },
      ],
      tests: payments('stripe', 'GATE-2'),
    },
  ],
};

/** GATE-1, GATE-4: a call with the same key moves money once, however long ago the first was. */
const idempotencyKey: Rule = {
  rule: 'the idempotency key of a gateway',
  mutants: [
    {
      name: 'key-toss-header',
      without: 'the key in what is sent to Toss',
      replacements: [
        { file: `${TOSS}/api.ts`, text: `, 'idempotency-key': idempotencyKey }`, by: ' }' },
      ],
      tests: payments('keys', 'GATE-1'),
    },
    {
      name: 'key-stripe-capture',
      without: 'the key in a capture at Stripe',
      replacements: [
        {
          file: `${STRIPE}/confirm.ts`,
          text: 'stripe.paymentIntents.capture(id, CHARGE, { idempotencyKey })',
          by: 'stripe.paymentIntents.capture(id, CHARGE)',
        },
      ],
      tests: payments('keys', 'GATE-1'),
    },
    {
      name: 'key-toss-mark',
      without: 'the mark in the reason of a cancellation at Toss',
      replacements: [
        {
          file: `${TOSS}/refund.ts`,
          text: 'REASON_LENGTH - mark.length - 1)} ${mark}`;',
          by: 'REASON_LENGTH - mark.length - 1)}`;',
        },
      ],
      tests: payments('contract', 'Toss GATE-4'),
    },
    {
      name: 'key-stripe-refund',
      without: 'the key in a refund at Stripe',
      replacements: [
        {
          file: `${STRIPE}/refund.ts`,
          text: 'stripe.refunds.create(params, { idempotencyKey })',
          by: 'stripe.refunds.create(params)',
        },
      ],
      tests: payments('contract', 'Stripe GATE-4'),
    },
    {
      name: 'key-stripe-mark',
      without: 'finding a refund that Stripe has made by what is written on it',
      replacements: [
        {
          file: `${STRIPE}/refund.ts`,
          text: `metadata?.['refundId'] === request.`,
          by: `metadata?.['refundId'] === 'none' && request.`,
        },
      ],
      tests: payments('contract', 'Stripe GATE-4'),
    },
    {
      name: 'key-sandbox-refund',
      without: 'the key in the books of the sandbox',
      replacements: [
        {
          file: `${SANDBOX}-repository.ts`,
          text: '{ id, payment_id: paymentKey, amount, created_at: Date.now() },',
          by: '{ id: `${id}-${String(Math.random())}`.slice(-64), payment_id: paymentKey, amount, created_at: Date.now() },',
        },
      ],
      tests: payments('contract', 'sandbox on SQLite GATE-4'),
    },
  ],
};

export const GATEWAY_RULES: readonly Rule[] = [amountCheck, idempotencyKey];
