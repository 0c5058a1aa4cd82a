import { compare } from '../harness/figure.ts';
import type { Figure } from '../harness/figure.ts';

export interface Growth<Size extends string> {
  /** What it is the cost of. */
  readonly what: string;
  readonly unit: string;
  /** From the smallest size to the largest, each with a sample a round. */
  readonly costs: Readonly<Record<Size, readonly number[]>>;
}

/** Each larger size beside the smallest; what was measured must not grow with it. */
export function grown<Size extends string>({ what, unit, costs }: Growth<Size>): Figure[] {
  const [smallest, ...larger] = Object.entries<readonly number[]>(costs);
  if (!smallest) throw new Error(`${what}: nothing was measured`);
  const [referenceName, reference] = smallest;
  return larger.map(([size, ours]) =>
    compare({
      ...{ bench: 'growth', case: `${what}: ${size}`, unit, ours, reference, referenceName },
      bar: { of: 'ratio', at_most: 1.3 },
    }),
  );
}

export function mapValues<Key extends string, From, To>(
  values: Readonly<Record<Key, From>>,
  change: (value: From) => To,
): Record<Key, To> {
  const entries = Object.entries<From>(values).map(([key, value]) => [key, change(value)] as const);
  return Object.fromEntries(entries) as Record<Key, To>;
}
