import type { SeatStep } from '../seats/step.ts';
import type { Stage } from './stage.ts';

export type StepName = SeatStep['do'];

type StepsNamed<S, K> = S extends { readonly do: infer D } ? (K extends D ? S : never) : never;
export type StepNamed<K extends StepName> = StepsNamed<SeatStep, K>;

/** What the real services are made to do for a step of the model. */
export type Handlers = {
  readonly [K in StepName]: (stage: Stage, step: StepNamed<K>) => Promise<void>;
};

export function seatsOf(mask: number): number[] {
  return [0, 1].filter((seat) => mask & (1 << seat));
}
