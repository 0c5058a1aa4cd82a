import type { Sequelize } from 'sequelize';
import { id, int, text } from '../columns.ts';
import { defineTable } from './define.ts';

/** One row, id 1. Whoever changes the catalogue has it locked from then until its commit. */
export interface CatalogueHeadRow {
  id: number;
  version: number;
}
export interface CatalogueChangeRow {
  version: number;
  tag: string;
}

export function defineCatalogueChanges(sequelize: Sequelize) {
  return {
    catalogueHead: defineTable<CatalogueHeadRow>(sequelize, 'catalogue_head', {
      id: { ...id(), autoIncrement: false },
      version: int(),
    }),
    catalogueChanges: defineTable<CatalogueChangeRow>(sequelize, 'catalogue_changes', {
      version: { ...int(), primaryKey: true },
      tag: { ...text(64), primaryKey: true },
    }),
  };
}
