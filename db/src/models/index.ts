import type { Sequelize } from 'sequelize';
import { defineCatalog } from './catalog.ts';
import { defineCatalogueChanges } from './catalogue-changes.ts';
import { defineIdentity } from './identity.ts';
import { defineOrders } from './orders.ts';
import { defineOutbox } from './outbox.ts';
import { definePartners } from './partners.ts';
import { definePayments } from './payments.ts';
import { definePrices } from './prices.ts';
import { defineSearches } from './searches.ts';
import { defineSeats } from './seats.ts';
import { defineWaitingRooms } from './waiting-rooms.ts';

export type * from './catalog.ts';
export type * from './catalogue-changes.ts';
export type * from './identity.ts';
export type * from './orders.ts';
export type * from './outbox.ts';
export type * from './partners.ts';
export type * from './payments.ts';
export type * from './prices.ts';
export type * from './searches.ts';
export type * from './seats.ts';
export type * from './waiting-rooms.ts';

/** One model a table, bound to one connection. */
export function defineModels(sequelize: Sequelize) {
  return {
    ...defineIdentity(sequelize),
    ...defineCatalog(sequelize),
    ...defineCatalogueChanges(sequelize),
    ...definePrices(sequelize),
    ...defineOrders(sequelize),
    ...defineSeats(sequelize),
    ...defineSearches(sequelize),
    ...defineOutbox(sequelize),
    ...definePayments(sequelize),
    ...definePartners(sequelize),
    ...defineWaitingRooms(sequelize),
  };
}

export type Models = ReturnType<typeof defineModels>;
