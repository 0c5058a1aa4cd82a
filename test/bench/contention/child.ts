import { runCrowd } from './crowd.ts';
import type { CrowdOrder } from './crowd.ts';
import { STRATEGIES } from './strategies/index.ts';
import type { StrategyName } from './strategies/index.ts';
import type { Strategy, StrategyPlace } from './strategy.ts';

/** A process of its own: 200 buyers and the one strategy they use. */
export type ContentionOrder =
  { readonly open: StrategyName; readonly place: StrategyPlace } | { readonly run: CrowdOrder };

let strategy: Strategy | undefined;

async function obey(order: ContentionOrder): Promise<unknown> {
  if ('open' in order) {
    strategy = await STRATEGIES[order.open](order.place);
    return 'open';
  }
  if (!strategy) throw new Error('no strategy was opened');
  return runCrowd(strategy, order.run);
}

process.on('message', (order: ContentionOrder) => {
  void obey(order).then((answer) => process.send?.(answer));
});
process.once('disconnect', () => {
  void strategy?.close().finally(() => process.exit(0));
});
process.send?.('ready');
