export interface InterleaveOptions {
  readonly rounds: number;
  /** Rounds that come first and are thrown away. @default 1 */
  readonly warmUps?: number;
}

/**
 * Runs every way once a round, each round in the other direction: what the machine does meanwhile
 * (heat, a neighbour, a growing heap) meets all of them alike.
 */
export async function interleave<Name extends string, Sample>(
  ways: Readonly<Record<Name, (round: number) => Promise<Sample>>>,
  { rounds, warmUps = 1 }: InterleaveOptions,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(ways) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Sample[]
  >;
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const sample = await ways[name](round);
      if (round >= 0) samples[name].push(sample);
    }
  }
  return samples;
}
