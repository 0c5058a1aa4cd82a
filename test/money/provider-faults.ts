import type { TestApp } from '../support/app.ts';
import { outcomeOf, untilSettled } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';
import { openShop } from './shop.ts';
import type { Stage } from './stage.ts';

/** How one scenario ended. */
export interface Played extends Outcome {
  readonly provider: string;
  readonly scenario: string;
  readonly expected: string;
  /** What went otherwise than the scenario says; undefined when nothing did. */
  readonly problem: string | undefined;
  readonly orderId: string;
}

const AT_ONCE = 6;

/** Plays every scenario of the stage's provider on one server, and waits until all is at rest. */
export async function playScenarios(stage: Stage): Promise<Played[]> {
  const { provider } = stage.till;
  const waiting = SCENARIOS.filter(({ only }) => only?.includes(provider) ?? true);
  const app = await stage.restart();
  const played: { scenario: Scenario; orderId: string; problem: string | undefined }[] = [];
  const worker = async (): Promise<void> => {
    for (let scenario = waiting.shift(); scenario; scenario = waiting.shift()) {
      played.push({ scenario, ...(await play(app, stage, scenario)) });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await untilSettled(app, stage);
    return await Promise.all(
      played.map(async ({ scenario, orderId, problem }) => ({
        ...{ provider, scenario: scenario.name, expected: scenario.ends, problem, orderId },
        ...(await outcomeOf(stage, orderId)),
      })),
    );
  } finally {
    await app.close();
  }
}

async function play(
  app: TestApp,
  stage: Stage,
  scenario: Scenario,
): Promise<{ orderId: string; problem: string | undefined }> {
  const shop = await openShop(app, stage);
  const problem = await scenario.play(shop).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  return { orderId: shop.order.id, problem };
}
