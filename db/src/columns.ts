import { DataTypes } from 'sequelize';
import type { ModelAttributeColumnOptions } from 'sequelize';

/**
 * Column kinds used by migrations and models alike. Instants are integer milliseconds UTC, money
 * integer minor units, ids and labels compare byte by byte (utf8mb4_bin on every table).
 */
type Column = ModelAttributeColumnOptions;

export const id = (): Column => ({
  type: DataTypes.INTEGER,
  primaryKey: true,
  autoIncrement: true,
  allowNull: false,
});
/** An id chosen by us and not by the database. */
export const key = (length = 64): Column => ({
  type: DataTypes.STRING(length),
  primaryKey: true,
  allowNull: false,
});
export const text = (length = 255): Column => ({
  type: DataTypes.STRING(length),
  allowNull: false,
});
/** By its SQL name: every engine of ours reads it, and SQLite needs no warning about its length. */
export const longText = (): Column => ({ type: 'LONGTEXT', allowNull: false });
export const int = (): Column => ({ type: DataTypes.INTEGER, allowNull: false });
/** Minor units of the row's currency. */
export const money = (): Column => ({ type: DataTypes.BIGINT, allowNull: false });
/** Milliseconds since 1970 UTC. */
export const instant = (): Column => ({ type: DataTypes.BIGINT, allowNull: false });
export const flag = (): Column => ({ type: DataTypes.BOOLEAN, allowNull: false });
export const optional = (column: Column): Column => ({ ...column, allowNull: true });
export const withDefault = (column: Column, defaultValue: unknown): Column => ({
  ...column,
  defaultValue,
});
export const references = (column: Column, model: string, columnName = 'id'): Column => ({
  ...column,
  references: { model, key: columnName },
  onDelete: 'RESTRICT',
  onUpdate: 'RESTRICT',
});
