import type { Migration } from '../src/migration.ts';
import { organisationsAndUsers } from './0001-organisations-and-users.ts';
import { venuesAndCatalogue } from './0002-venues-and-catalogue.ts';
import { ordersAndClaims } from './0003-orders-and-claims.ts';
import { paymentsAndTickets } from './0004-payments-and-tickets.ts';
import { refundsAndMail } from './0005-refunds-and-mail.ts';
import { retention } from './0006-retention.ts';
import { partners } from './0007-partners.ts';
import { waitingRooms } from './0008-waiting-rooms.ts';
import { searches } from './0009-searches.ts';
import { catalogueChanges } from './0010-catalogue-changes.ts';

/** In order; append only. A migration that has landed is never edited. */
export const migrations: readonly Migration[] = [
  organisationsAndUsers,
  venuesAndCatalogue,
  ordersAndClaims,
  paymentsAndTickets,
  refundsAndMail,
  retention,
  partners,
  waitingRooms,
  searches,
  catalogueChanges,
];
