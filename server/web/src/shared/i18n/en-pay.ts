import type { Table } from './table.ts';

type PayTable = Pick<
  Table,
  | 'checkout'
  | 'sandbox'
  | 'payReturn'
  | 'orders'
  | 'order'
  | 'orderState'
  | 'orderStateBody'
  | 'ticket'
>;

export const enPay: PayTable = {
  checkout: {
    title: 'Check your order',
    seats: 'Your seats',
    base: 'Full price',
    discount: 'Discount',
    total: 'Total to pay',
    buyer: 'Buyer',
    name: 'Name',
    email: 'E-mail',
    phone: 'Phone (optional)',
    phoneWrong: 'Use at least 6 digits, +, - or brackets',
    agree: 'I have checked the seats, the price and the date, and agree to the terms of sale.',
    agreeMissing: 'Please tick the box to agree',
    pay: 'Pay {{price}}',
    paying: 'Making your order',
    redirecting: 'Taking you to the payment page',
    keepTime: 'Your seats are held for this long',
    emptyTitle: 'You hold no seats',
    emptyBody: 'The time ran out, or none were chosen yet. Please choose seats again.',
    backToSeats: 'Choose seats again',
    changeSeats: 'Change seats',
  },
  sandbox: {
    title: 'Test payment provider',
    lead: 'This is a practice payment page. No real money moves.',
    merchant: 'Shop',
    item: 'Item',
    order: 'Order',
    amount: 'Amount',
    approve: 'Approve',
    decline: 'Decline',
    slow: 'Take too long',
    working: 'Telling the provider',
    slowNote: 'Approves, but answers late, so that you can see the waiting page.',
    broken: 'This payment address isn’t right',
    brokenBody: 'Please pay again from your tickets.',
  },
  payReturn: {
    checking: 'Confirming your payment',
    checkingBody: 'Waiting for the card company. Closing this window won’t harm your payment.',
    waiting: 'The card company is taking its time',
    waitingBody:
      'Your seats are safe. We will tell you the moment the answer comes. Please don’t pay again.',
    declined: 'The payment was not approved',
    declinedBody:
      'No money was taken and your seats are still held. You can pay again within the time below.',
    failed: 'We couldn’t confirm the payment',
    failedBody:
      'We don’t know yet whether it went through. Checking again never charges you twice.',
    checkAgain: 'Check again',
    toOrder: 'Open the order',
    missing: 'This address lacks the payment. Please pay again from the order.',
  },
  orders: {
    title: 'My tickets',
    emptyTitle: 'No tickets yet',
    emptyBody: 'Find something you like. Your tickets will gather here.',
    errorTitle: 'We couldn’t load your tickets',
    upcoming: 'Coming up',
    others: 'Past and cancelled',
    seats: 'Seats: {{seats}}',
  },
  order: {
    number: 'Order',
    paidBanner: 'Your tickets are booked!',
    paidBannerBody:
      'Show the QR code at the door. You can open this page from My tickets at any time.',
    tickets: 'Tickets',
    lines: 'Payment',
    buyer: 'Buyer',
    payAgain: 'Pay',
    cancel: 'Cancel this order',
    cancelTitle: 'Cancel this order?',
    cancelBody: '{{seats}} will be open to others at once. This can’t be undone.',
    cancelYes: 'Yes, cancel it',
    cancelNo: 'Keep it',
    cancelling: 'Cancelling',
    payWithin: 'Time left to pay',
    chooseAgain: 'Choose seats again',
    errorTitle: 'We couldn’t load this order',
  },
  orderState: {
    pending: 'Waiting for payment',
    paying: 'Confirming the payment',
    paid: 'Booked',
    refunding: 'Being refunded',
    refunded: 'Refunded',
    expired: 'The time to pay ran out',
    cancelled: 'Cancelled',
    void: 'Not completed',
  },
  orderStateBody: {
    pending: 'Your seats are kept for you. Pay in time and they are yours.',
    paying: 'Waiting for the card company. Please don’t pay again.',
    paid: 'Show the QR code at the door.',
    refunding: 'Depending on your card this can take some days.',
    refunded: 'What you paid has been returned.',
    expired: 'It was not paid, so the seats went back on sale. No money was taken.',
    cancelled: 'The seats went back on sale.',
    void: 'The seats could not be secured, so the order was stopped. No money was taken.',
  },
  ticket: {
    admit: 'Ticket',
    seat: 'Seat',
    venue: 'Venue',
    when: 'Date and time',
    grade: 'Grade',
    code: 'Ticket number',
    qr: 'Entry QR code for seat {{label}}',
    state: { issued: 'Not used yet', used: 'Checked in', cancelled: 'Cancelled' },
  },
};
