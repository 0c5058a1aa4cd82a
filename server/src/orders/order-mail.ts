/** Outbox topic of what buyers are told about their orders. */
export const ORDER_MAIL = 'order-mail';

/** References only: what a mail says is read when it is sent. */
export type OrderMail =
  | { readonly kind: 'paid' | 'deposit' | 'expired'; readonly orderId: string }
  | {
      readonly kind: 'refunded' | 'account_needed';
      readonly orderId: string;
      readonly refundId: string;
    };
