import type { Table } from './table.ts';

export const enSeats: Pick<Table, 'map' | 'caption' | 'area' | 'mine' | 'connection'> = {
  map: {
    loading: 'Drawing the seat map',
    errorTitle: 'We couldn’t load the seat map',
  },
  caption: {
    STANDING: 'Standing',
  },
  area: {
    place: '{{name}}, place {{number}}',
  },
  mine: {
    title: 'Your seats',
    empty: 'No seats yet',
    emptyBody: 'Choose a seat on the map and we hold it and show it here. Up to {{limit}} seats.',
    signInFirst: 'Choosing a seat will help you sign in.',
    count: 'Seats: {{seats}}',
    priceType: 'Price type for {{label}}',
    remove: 'Give back {{label}}',
    removeGroup: 'Give back these {{places}} places',
    total: 'Total',
    timeLeft: 'Time left',
    timeHelp: 'We extend the time for you while you are on this page.',
    timeLast: 'The time can’t be extended further. Please continue before it ends.',
    continue: 'Continue',
    openPanel: 'Show the seats you chose',
    pendingOrder: 'You have an order waiting for payment.',
    openOrder: 'Open the order',
  },
  connection: {
    connecting: 'Connecting',
    live: 'Live',
    stale: 'Catching up',
    offline: 'Offline',
    age: 'as of {{age}} s ago',
    ageMinutes: 'as of {{age}} min ago',
  },
};
