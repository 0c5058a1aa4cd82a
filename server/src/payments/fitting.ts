import type { Logger } from '../platform/logging.ts';
import type { CapturedPayment, ConfirmOutcome, PaymentGateway } from './gateway.ts';

/** What our rows hold of a provider's texts, in characters. */
const METHOD = 40;
const CODE = 100;
const MESSAGE = 300;
const RECEIPT_URL = 500;
const SECRET = 200;
const NAME = 100;
const ACCOUNT_NUMBER = 60;

type Deposit = Extract<ConfirmOutcome, { outcome: 'deposit' }>;

/**
 * The same gateway, with answers that fit into our rows. Words are cut; what is useless in part, a
 * receipt's address or a secret, is left out, and a deposit account that cannot be told is unknown.
 */
export function fitting(gateway: PaymentGateway, logger: Logger): PaymentGateway {
  function deposit({ account, secret }: Deposit): ConfirmOutcome {
    if (account.accountNumber.length > ACCOUNT_NUMBER) {
      logger.error({ provider: gateway.provider }, 'a deposit account is longer than we can tell');
      return { outcome: 'unknown', reason: 'ACCOUNT_TOO_LONG' };
    }
    const known = secret !== null && secret.length <= SECRET;
    if (secret !== null && !known) {
      logger.error({ provider: gateway.provider }, 'the secret of a deposit is too long to keep');
    }
    const bank = line(account.bank, NAME);
    const accountHolder = line(account.accountHolder, NAME);
    const told = { ...account, bank, accountHolder };
    return { outcome: 'deposit', account: told, secret: known ? secret : null };
  }

  return {
    ...gateway,
    confirm: async (request) => {
      const answer = await gateway.confirm(request);
      if (answer.outcome === 'deposit') return deposit(answer);
      return answer.outcome === 'done' ? captured(answer) : told(answer);
    },
    look: async (payment) => {
      const answer = await gateway.look(payment);
      return answer.outcome === 'found' ? captured(answer) : told(answer);
    },
    close: async (payment, idempotencyKey) => {
      const answer = await gateway.close(payment, idempotencyKey);
      return answer.outcome === 'captured' ? captured(answer) : told(answer);
    },
    refund: async (request) => told(await gateway.refund(request)),
    books: async function* (since) {
      for await (const payment of gateway.books(since)) yield captured(payment);
    },
  };
}

function captured<T extends CapturedPayment>({ receiptUrl, ...payment }: T) {
  const url = receiptUrl !== undefined && isAddress(receiptUrl) ? { receiptUrl } : {};
  return { ...payment, method: line(payment.method, METHOD), ...url };
}

interface Told {
  readonly outcome: string;
  readonly code?: string;
  readonly message?: string;
  readonly reason?: string;
}

function told<T extends Told>(answer: T): T {
  const { code, message, reason } = answer;
  return {
    ...answer,
    ...(code !== undefined && { code: line(code, CODE) }),
    ...(message !== undefined && { message: line(message, MESSAGE) }),
    ...(reason !== undefined && { reason: line(reason, CODE) }),
  };
}

function isAddress(text: string): boolean {
  return text.length <= RECEIPT_URL && /^https?:\/\//.test(text) && URL.canParse(text);
}

/** One line of well-formed text of at most so many characters. */
function line(text: string, length: number): string {
  const clean = text.replace(/\p{Cc}+/gu, ' ').replace(/\p{Cs}/gu, '\ufffd');
  return [...clean.trim()].slice(0, length).join('');
}
