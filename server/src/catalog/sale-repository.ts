import type { Database } from '@ticket-flow/db';

export interface GradeBundle {
  readonly id: number;
  readonly code: string;
  readonly color: string;
  readonly names: Readonly<Record<string, string>>;
  readonly categories: readonly string[];
  /** By price type code. */
  readonly prices: Readonly<Record<string, number>>;
}

export interface PriceTypeBundle {
  readonly id: number;
  readonly code: string;
  readonly names: Readonly<Record<string, string>>;
}

/** What a performance is sold by: grades, prices and exceptions for single seats. */
export interface PriceList {
  readonly grades: readonly GradeBundle[];
  readonly priceTypes: readonly PriceTypeBundle[];
  readonly seatGrades: readonly (readonly [seat: number, gradeId: number])[];
}

export interface SaleRepository {
  priceList(performanceId: number): Promise<PriceList>;
}

type NamedRow = { locale: string; name: string };
const names = (rows: readonly NamedRow[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ locale, name }) => [locale, name]));

export function createSaleRepository({ models }: Database): SaleRepository {
  return {
    priceList: async (performanceId) => {
      const where = { performance_id: performanceId };
      const [grades, categories, overrides] = await Promise.all([
        models.grades.findAll({ where, order: ['position', 'id'] }),
        models.gradeCategories.findAll({ where }),
        models.seatGrades.findAll({ where, order: ['seat'] }),
      ]);
      const gradeIds = grades.map(({ id }) => id);
      const [texts, prices] = await Promise.all([
        models.gradeTexts.findAll({ where: { grade_id: gradeIds } }),
        models.prices.findAll({ where: { grade_id: gradeIds } }),
      ]);
      const priceTypes = await readPriceTypes(
        models,
        prices.map((price) => price.price_type_id),
      );
      const codeOf = new Map(priceTypes.map(({ id, code }) => [id, code]));
      return {
        priceTypes,
        seatGrades: overrides.map((row) => [row.seat, row.grade_id] as const),
        grades: grades.map(({ id, code, color }) => ({
          id,
          code,
          color,
          names: names(texts.filter((row) => row.grade_id === id)),
          categories: categories.filter((c) => c.grade_id === id).map((c) => c.category_key),
          prices: Object.fromEntries(
            prices
              .filter((price) => price.grade_id === id)
              .map((price) => [codeOf.get(price.price_type_id) ?? '', price.amount]),
          ),
        })),
      };
    },
  };
}

async function readPriceTypes(
  models: Database['models'],
  ids: readonly number[],
): Promise<PriceTypeBundle[]> {
  const where = { id: [...new Set(ids)] };
  const rows = await models.priceTypes.findAll({ where, order: ['position', 'id'] });
  const texts = await models.priceTypeTexts.findAll({ where: { price_type_id: where.id } });
  return rows.map(({ id, code }) => ({
    id,
    code,
    names: names(texts.filter((text) => text.price_type_id === id)),
  }));
}
