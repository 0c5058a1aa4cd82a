export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 0 ? (upper + (sorted[middle - 1] ?? 0)) / 2 : upper;
}

export function lowest(values: readonly number[]): number {
  return Math.min(...values);
}

export function highest(values: readonly number[]): number {
  return Math.max(...values);
}

/** What one gives of the other in every round. Nothing of nothing is as much. */
export function byRound(over: readonly number[], under: readonly number[]): number[] {
  return over.map((value, round) => {
    const other = under[round] ?? 0;
    return value === other ? 1 : value / other;
  });
}

/** To four figures: more of them would be noise. */
export function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : value;
}
