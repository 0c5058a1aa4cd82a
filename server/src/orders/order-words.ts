import type { Locale } from '@ticket-flow/client/protocol';
import type { OrderMail } from './order-mail.ts';

/** What a letter's sentences speak of. */
export interface Facts {
  readonly name: string;
  readonly event: string;
  readonly amount: string;
  /** Until when a deposit may come. */
  readonly due: string;
}

export interface Words {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly button: string;
}

type Label =
  'performance' | 'when' | 'where' | 'seats' | 'order' | 'total' | 'fee' | 'refund' | 'account';

type OrderWords = Readonly<Record<OrderMail['kind'], (facts: Facts) => Words>> & {
  readonly labels: Readonly<Record<Label, string>>;
};

const ko: OrderWords = {
  labels: {
    performance: '공연',
    when: '일시',
    where: '장소',
    seats: '좌석',
    order: '주문 번호',
    total: '결제 금액',
    fee: '취소 수수료',
    refund: '환불 금액',
    account: '입금 계좌',
  },
  paid: ({ name, event, amount }) => ({
    subject: `[Ticket-Flow] 예매가 완료되었습니다: ${event}`,
    heading: '예매가 완료되었습니다',
    paragraphs: [
      `${name} 님, ${amount} 결제가 확인되었습니다. 공연장에서는 주문 페이지의 QR 코드를 보여 주세요.`,
    ],
    button: '티켓 보기',
  }),
  deposit: ({ name, event, amount, due }) => ({
    subject: `[Ticket-Flow] 입금을 기다리고 있습니다: ${event}`,
    heading: '아래 계좌로 입금해 주세요',
    paragraphs: [
      `${name} 님, ${due}까지 ${amount}을 입금하시면 예매가 완료됩니다. 그때까지 좌석은 다른 사람에게 판매되지 않습니다.`,
      '기한이 지나면 계좌가 닫히고 예매는 자동으로 취소됩니다.',
    ],
    button: '주문 보기',
  }),
  expired: ({ name, event }) => ({
    subject: `[Ticket-Flow] 예매가 취소되었습니다: ${event}`,
    heading: '결제 기한이 지났습니다',
    paragraphs: [
      `${name} 님, 기한 안에 결제가 확인되지 않아 좌석이 다시 판매됩니다. 청구된 금액은 없습니다.`,
    ],
    button: '주문 보기',
  }),
  refunded: ({ name, event, amount }) => ({
    subject: `[Ticket-Flow] 환불이 완료되었습니다: ${event}`,
    heading: '환불이 완료되었습니다',
    paragraphs: [
      `${name} 님, ${amount}을 돌려드렸습니다. 카드사나 은행에 따라 며칠이 걸릴 수 있습니다. 취소된 티켓은 더 이상 사용할 수 없습니다.`,
    ],
    button: '주문 보기',
  }),
  account_needed: ({ name, event }) => ({
    subject: `[Ticket-Flow] 환불받을 계좌를 알려 주세요: ${event}`,
    heading: '환불받을 계좌가 필요합니다',
    paragraphs: [
      `${name} 님, 이 결제는 은행 계좌로만 돌려드릴 수 있습니다. 주문 페이지에서 계좌를 입력해 주시면 바로 환불합니다.`,
    ],
    button: '계좌 입력하기',
  }),
};

const en: OrderWords = {
  labels: {
    performance: 'Performance',
    when: 'When',
    where: 'Where',
    seats: 'Seats',
    order: 'Order',
    total: 'Total',
    fee: 'Cancellation fee',
    refund: 'Refund',
    account: 'Account to pay into',
  },
  paid: ({ name, event, amount }) => ({
    subject: `Your tickets for ${event}`,
    heading: 'Your tickets are booked',
    paragraphs: [
      `Dear ${name}, your payment of ${amount} has arrived. At the door, show the QR codes of the order page.`,
    ],
    button: 'See your tickets',
  }),
  deposit: ({ name, event, amount, due }) => ({
    subject: `Waiting for your transfer: ${event}`,
    heading: 'Please transfer the money',
    paragraphs: [
      `Dear ${name}, transfer ${amount} by ${due} to the account below. Until then nobody else can buy your seats.`,
      'After that the account is closed and the order is cancelled by itself.',
    ],
    button: 'See your order',
  }),
  expired: ({ name, event }) => ({
    subject: `Your order has expired: ${event}`,
    heading: 'The time to pay has passed',
    paragraphs: [
      `Dear ${name}, no payment arrived in time, so the seats are on sale again. You have not been charged.`,
    ],
    button: 'See your order',
  }),
  refunded: ({ name, event, amount }) => ({
    subject: `Your refund for ${event}`,
    heading: 'Your money is on its way back',
    paragraphs: [
      `Dear ${name}, we have returned ${amount}. Depending on your bank it can take a few days to arrive. The cancelled tickets are no longer valid.`,
    ],
    button: 'See your order',
  }),
  account_needed: ({ name, event }) => ({
    subject: `Where shall we send your refund? ${event}`,
    heading: 'We need a bank account for your refund',
    paragraphs: [
      `Dear ${name}, this payment can only go back to a bank account. Enter one on the order page, and the refund follows at once.`,
    ],
    button: 'Enter an account',
  }),
};

export const WORDS: Readonly<Record<Locale, OrderWords>> = { ko, en };
