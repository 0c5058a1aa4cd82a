import type { Locale, OrderDetail, OrderLine, Refund } from '@ticket-flow/client/protocol';
import type { OutboxMessage } from '../outbox/index.ts';
import { PermanentFailure } from '../platform/permanent-failure.ts';
import { letter, timeInLetter } from '../platform/mail/letter.ts';
import type { LetterContent, LetterRow } from '../platform/mail/letter.ts';
import type { Mailer } from '../platform/mail/mailer.ts';
import type { OrderMail } from './order-mail.ts';
import type { OrderRepository } from './order-repository.ts';
import type { OrderView } from './order-view.ts';
import { WORDS } from './order-words.ts';

export type SendOrderMail = (message: OutboxMessage) => Promise<void>;

export interface OrderLettersDependencies {
  readonly repository: OrderRepository;
  readonly view: OrderView;
  readonly mailer: Mailer;
  /** Address of the site, for links; without a slash at the end. */
  readonly publicUrl: string;
}

/** Delivers ORDER_MAIL: what the buyer is told, in the language of the order (MAIL-6). */
export function createOrderLetters(dependencies: OrderLettersDependencies): SendOrderMail {
  const { repository, view, mailer, publicUrl } = dependencies;
  return async function send({ id, payload }) {
    const mail = payload as OrderMail;
    const bundle = await repository.bundle(mail.orderId);
    const to = bundle?.buyer?.email;
    if (!bundle || !to) throw new PermanentFailure('the buyer of this order is not known any more');
    const locale: Locale = bundle.order.locale === 'en' ? 'en' : 'ko';
    const order = await view.detail(bundle, locale);
    const refund = 'refundId' in mail ? findRefund(order, mail.refundId) : undefined;
    const words = WORDS[locale][mail.kind]({
      name: order.buyer.name,
      event: order.eventTitle,
      amount: money(refund?.amount ?? order.amount, order.currency, locale),
      due: timeInLetter(order.deposit?.dueAt ?? order.deadlineAt, locale, order.venue.timeZone),
    });
    const content: LetterContent = {
      ...{ locale, heading: words.heading, paragraphs: words.paragraphs },
      table: rowsOf(order, refund, locale),
      button: { label: words.button, url: `${publicUrl}/orders/${order.id}` },
    };
    const messageId = `order-${String(id)}`;
    await mailer.send({ to, subject: words.subject, messageId, ...letter(content) });
  };
}

function findRefund(order: OrderDetail, id: string): Refund | undefined {
  return order.refunds.find((refund) => refund.id === id);
}

function rowsOf(order: OrderDetail, refund: Refund | undefined, locale: Locale): LetterRow[] {
  const labels = WORDS[locale].labels;
  const { venue, currency, deposit } = order;
  const rows: LetterRow[] = [
    { label: labels.performance, value: order.eventTitle },
    { label: labels.when, value: timeInLetter(order.startsAt, locale, venue.timeZone) },
    { label: labels.where, value: venue.name },
    { label: labels.seats, value: (refund?.seatLabels ?? seatsOf(order.lines)).join(', ') },
    { label: labels.order, value: order.id },
  ];
  if (refund) {
    if (refund.fee > 0)
      rows.push({ label: labels.fee, value: money(refund.fee, currency, locale) });
    rows.push({ label: labels.refund, value: money(refund.amount, currency, locale) });
    return rows;
  }
  rows.push({ label: labels.total, value: money(order.amount, currency, locale) });
  if (deposit) {
    const value = `${deposit.bank} ${deposit.accountNumber} (${deposit.accountHolder})`;
    rows.push({ label: labels.account, value });
  }
  return rows;
}

function seatsOf(lines: readonly OrderLine[]): string[] {
  return lines.map(({ seatLabel }) => seatLabel);
}

/** Minor units to what people read; the currency knows how many digits it has. */
function money(amount: number, currency: string, locale: Locale): string {
  const format = new Intl.NumberFormat(locale === 'ko' ? 'ko-KR' : 'en-GB', {
    ...{ style: 'currency', currency },
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(amount / 10 ** digits);
}
