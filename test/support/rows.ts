import type { Database } from '@ticket-flow/db';
import type { Model, ModelStatic } from 'sequelize';

/** Rows of every table, to see that a refused request left none behind. */
export async function countRows({ models }: Database): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const model of Object.values(models) as ModelStatic<Model>[]) {
    counts[model.tableName] = await model.count();
  }
  return counts;
}
