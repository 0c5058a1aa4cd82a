import type { Bench } from '../harness/bench.ts';
import { measureSeats } from './seats.ts';

export const growthBench: Bench = {
  name: 'growth',
  title: 'What one more costs when there are many already',
  about: '',
  measure: async (options) => [...(await measureSeats(options))],
};
