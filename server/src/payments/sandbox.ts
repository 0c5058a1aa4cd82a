import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConfirmOutcome, PaymentGateway } from './gateway.ts';
import type { SandboxRecord, SandboxRepository } from './sandbox-repository.ts';

/** What the buyer chose on the sandbox's pay page. */
export type SandboxBehaviour = SandboxRecord['behaviour'];

export interface SandboxGateway extends PaymentGateway {
  /** What the pay page does: authorise a payment that will behave as chosen. */
  authorise(request: {
    orderId: string;
    amount: number;
    currency: string;
    behaviour: SandboxBehaviour;
  }): Promise<{ paymentKey: string }>;
}

export interface SandboxOptions {
  readonly repository: SandboxRepository;
  /** How long a payment that "takes too long" takes. */
  readonly slowMs: number;
}

/** A provider of our own for demos and tests: no money moves, everything else is as usual. */
export function createSandboxGateway({ repository, slowMs }: SandboxOptions): SandboxGateway {
  async function capture(record: SandboxRecord): Promise<ConfirmOutcome> {
    if (record.behaviour === 'slow') await sleep(slowMs);
    await repository.finish(record.id, record.behaviour === 'decline' ? 'declined' : 'captured');
    const settled = await repository.find(record.id);
    return settled ? outcomeOf(settled) : { outcome: 'unknown', reason: 'NOT_FOUND' };
  }

  return {
    provider: 'sandbox',
    start: ({ orderId, amount, currency, title, returnPath }) => {
      const query = new URLSearchParams({
        orderId,
        amount: String(amount),
        currency,
        title,
        returnPath,
      });
      return Promise.resolve({ payUrl: `/pay/sandbox?${query.toString()}` });
    },
    authorise: async ({ orderId, amount, currency, behaviour }) => {
      const paymentKey = `sbx_${randomBytes(18).toString('base64url')}`;
      await repository.insert({
        id: paymentKey,
        order_ref: orderId,
        currency,
        amount,
        behaviour,
        state: 'authorised',
        created_at: Date.now(),
        captured_at: null,
      });
      return { paymentKey };
    },
    confirm: async ({ paymentKey, orderId, amount, currency }) => {
      const record = await repository.find(paymentKey);
      if (!record) return refused('NOT_FOUND_PAYMENT', 'There is no such payment.');
      const asked = record.order_ref === orderId && record.currency === currency;
      if (!asked || record.amount !== amount) {
        return refused('INVALID_REQUEST', 'The payment was made for something else.');
      }
      return record.state === 'authorised' ? capture(record) : outcomeOf(record);
    },
  };
}

function outcomeOf(record: SandboxRecord): ConfirmOutcome {
  return record.state === 'captured'
    ? { outcome: 'done', providerId: record.id, method: 'sandbox card' }
    : refused('REJECT_CARD_PAYMENT', 'The card was declined.');
}

function refused(code: string, message: string): ConfirmOutcome {
  return { outcome: 'declined', code, message };
}
