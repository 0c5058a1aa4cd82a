import type { Sequelize } from 'sequelize';
import { id, int, text } from '../columns.ts';
import { defineTable } from './define.ts';

export interface GradeRow {
  id: number;
  performance_id: number;
  code: string;
  color: string;
  position: number;
}
export interface GradeTextRow {
  id: number;
  grade_id: number;
  locale: string;
  name: string;
}
export interface GradeCategoryRow {
  id: number;
  performance_id: number;
  grade_id: number;
  category_key: string;
}
export interface PriceTypeRow {
  id: number;
  organisation_id: number;
  code: string;
  position: number;
}
export interface PriceTypeTextRow {
  id: number;
  price_type_id: number;
  locale: string;
  name: string;
}
export interface PriceRow {
  id: number;
  grade_id: number;
  price_type_id: number;
  amount: number;
}
export interface SeatGradeRow {
  id: number;
  performance_id: number;
  seat: number;
  grade_id: number;
}

export function definePrices(sequelize: Sequelize) {
  return {
    grades: defineTable<GradeRow>(sequelize, 'grades', {
      id: id(),
      performance_id: int(),
      code: text(20),
      color: text(7),
      position: int(),
    }),
    gradeTexts: defineTable<GradeTextRow>(sequelize, 'grade_texts', {
      id: id(),
      grade_id: int(),
      locale: text(5),
      name: text(),
    }),
    gradeCategories: defineTable<GradeCategoryRow>(sequelize, 'grade_categories', {
      id: id(),
      performance_id: int(),
      grade_id: int(),
      category_key: text(),
    }),
    priceTypes: defineTable<PriceTypeRow>(sequelize, 'price_types', {
      id: id(),
      organisation_id: int(),
      code: text(20),
      position: int(),
    }),
    priceTypeTexts: defineTable<PriceTypeTextRow>(sequelize, 'price_type_texts', {
      id: id(),
      price_type_id: int(),
      locale: text(5),
      name: text(),
    }),
    prices: defineTable<PriceRow>(sequelize, 'prices', {
      id: id(),
      grade_id: int(),
      price_type_id: int(),
      amount: int(),
    }),
    seatGrades: defineTable<SeatGradeRow>(sequelize, 'seat_grades', {
      id: id(),
      performance_id: int(),
      seat: int(),
      grade_id: int(),
    }),
  };
}
