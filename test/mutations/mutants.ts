import type { Rule } from './mutant.ts';
import { EPOCH_FENCE } from './mutants/epochs.ts';
import { GATEWAY_RULES } from './mutants/gateways.ts';
import { MONEY_RULES } from './mutants/money.ts';
import { SEAT_RULES } from './mutants/seats.ts';

/** Everything that is taken out of the core, rule by rule. */
export const RULES: readonly Rule[] = [
  ...SEAT_RULES,
  EPOCH_FENCE,
  ...MONEY_RULES,
  ...GATEWAY_RULES,
];
