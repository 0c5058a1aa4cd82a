import type { Model, ModelAttributes, ModelStatic, Sequelize } from 'sequelize';

/** A table's model whose instances have the columns of `T` as properties. */
export type Table<T extends object> = ModelStatic<Model<T, Partial<T>> & T>;

/** Defines a model; columns are named as in the database, and no timestamps are invented. */
export function defineTable<T extends object>(
  sequelize: Sequelize,
  name: string,
  columns: ModelAttributes<Model<T, Partial<T>> & T>,
): Table<T> {
  return sequelize.define<Model<T, Partial<T>> & T>(name, columns, {
    tableName: name,
    timestamps: false,
  });
}
