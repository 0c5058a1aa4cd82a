import { describe, expect, it } from 'vitest';
import { fitting } from '../../../../server/src/payments/fitting.ts';
import type { PaymentGateway } from '../../../../server/src/payments/index.ts';
import { createLogger } from '../../../../server/src/platform/logging.ts';

const CAPTURED = { providerId: 'p', method: '카드', receiptUrl: 'https://receipt.example/1' };
const ACCOUNT = {
  ...{ bank: '신한은행', accountNumber: '110-123-456789', accountHolder: '김토스' },
  ...{ amount: 1, dueAt: 0 },
};
const REQUEST = { paymentKey: 'p', orderId: 'o', amount: 1, currency: 'KRW', idempotencyKey: 'k' };

/** What comes of a provider that answers this to everything. */
function through(answer: object) {
  const give = () => Promise.resolve(answer);
  async function* books() {
    yield await give();
  }
  const gateway = { provider: 'x', confirm: give, look: give, close: give, refund: give, books };
  return fitting(gateway as unknown as PaymentGateway, createLogger('silent'));
}

describe('what a provider says', () => {
  it('GATE-10 what fits is left as it is', async () => {
    const done = { outcome: 'done', ...CAPTURED };
    expect(await through(done).confirm(REQUEST)).toEqual(done);
    const found = { outcome: 'found', ...CAPTURED, orderId: 'o', state: 'captured' };
    expect(await through(found).look(REQUEST)).toEqual(found);
    const deposit = { outcome: 'deposit', account: ACCOUNT, secret: 's'.repeat(200) };
    expect(await through(deposit).confirm(REQUEST)).toEqual(deposit);
    expect(await through({ outcome: 'none' }).look(REQUEST)).toEqual({ outcome: 'none' });
  });

  it('GATE-10 words are cut to one line, and never in the middle of a character', async () => {
    const words = `\u0000\ud800${'a'.repeat(38)}😀bc\n`;
    const done = { ...CAPTURED, method: words };
    const cut = { method: `\ufffd${'a'.repeat(38)}😀` };
    expect(await through({ outcome: 'done', ...done }).confirm(REQUEST)).toMatchObject(cut);
    expect(await through({ outcome: 'captured', ...done }).close(REQUEST, 'k')).toMatchObject(cut);
    const listed: unknown[] = [];
    for await (const payment of through(done).books(0)) listed.push(payment);
    expect(listed).toMatchObject([cut]);
    const no = {
      outcome: 'declined',
      code: 'C'.repeat(999),
      message: `one\r\ntwo${'x'.repeat(999)}`,
    };
    const told = await through(no).confirm(REQUEST);
    expect(told).toEqual({
      outcome: 'declined',
      code: 'C'.repeat(100),
      message: `one two${'x'.repeat(293)}`,
    });
    const refund = { ...REQUEST, providerId: 'p', refundId: 'r', reason: '' };
    const refused = { ...no, outcome: 'refused' };
    expect(await through(refused).refund(refund)).toEqual({ ...told, outcome: 'refused' });
  });

  it.each([`https://receipt.example/${'x'.repeat(500)}`, 'javascript:alert(1)', 'receipt'])(
    'GATE-10 a receipt at %s is left out',
    async (receiptUrl) => {
      const done = { outcome: 'done', ...CAPTURED, receiptUrl };
      expect(await through(done).confirm(REQUEST)).not.toHaveProperty('receiptUrl');
    },
  );

  it('GATE-10 a secret is whole or not there, and so is an account’s number', async () => {
    const deposit = { outcome: 'deposit', account: ACCOUNT, secret: 's'.repeat(201) };
    expect(await through(deposit).confirm(REQUEST)).toEqual({ ...deposit, secret: null });
    const long = { ...deposit, account: { ...ACCOUNT, accountNumber: '1'.repeat(61) } };
    expect(await through(long).confirm(REQUEST)).toMatchObject({ outcome: 'unknown' });
    const names = { bank: '"'.repeat(999), accountHolder: '\\'.repeat(999) };
    const wordy = { ...deposit, account: { ...ACCOUNT, ...names } };
    const told = await through(wordy).confirm(REQUEST);
    if (told.outcome !== 'deposit') throw new Error(told.outcome);
    expect(JSON.stringify(told.account).length).toBeLessThan(1_000);
  });
});
