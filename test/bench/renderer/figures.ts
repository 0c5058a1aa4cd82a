import { percentile } from '../../crowd/figures.ts';

export interface RendererFigure {
  readonly bench: 'renderer';
  readonly case: string;
  readonly unit: string;
  readonly ours: number;
  /** What it must not exceed; `ours / reference` for ratios. */
  readonly limit: number;
  readonly reference?: number;
  readonly reference_name?: string;
  readonly ratio?: number;
  readonly min?: number;
  readonly max?: number;
  readonly rounds?: number;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
