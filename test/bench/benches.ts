import { catalogueBench } from './catalogue/bench.ts';
import { confirmBench } from './confirm/bench.ts';
import { contentionBench } from './contention/bench.ts';
import { clusterBench } from './cluster/bench.ts';
import { growthBench } from './growth/bench.ts';
import { fanOutBench } from './fan-out/bench.ts';
import type { Bench } from './harness/bench.ts';
import { holdsBench } from './holds/bench.ts';
import { joinBench } from './join/bench.ts';

/** Every bench, in the order of the results page. */
export const BENCHES: readonly Bench[] = [
  holdsBench,
  contentionBench,
  confirmBench,
  catalogueBench,
  clusterBench,
  joinBench,
  growthBench,
  fanOutBench,
];
