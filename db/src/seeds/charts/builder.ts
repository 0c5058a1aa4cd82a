import type {
  ChartArea,
  ChartCategory,
  ChartRow,
  ChartSection,
  Shape,
} from '@ticket-flow/client/protocol';
import type { Chart } from '../../chart.ts';
import type { DraftRow } from './geometry.ts';

export interface DraftSection extends Omit<ChartSection, 'rows'> {
  readonly rows: readonly DraftRow[];
}

export interface DraftChart {
  /** First part of every seat's permanent uid; never change it for a chart in use. */
  readonly uidPrefix: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly seatRadius: number;
  readonly floors: readonly string[];
  readonly categories: readonly ChartCategory[];
  readonly sections: readonly DraftSection[];
  readonly areas: readonly Omit<ChartArea, 'first'>[];
  readonly shapes: readonly Shape[];
}

/** Gives every seat its index and its permanent uid, in canonical order. */
export function buildChart(draft: DraftChart): Chart {
  const { uidPrefix, sections, areas, ...rest } = draft;
  const uids: string[] = [];
  const placedSections = sections.map((section) => ({
    ...section,
    rows: section.rows.map((row) => placeRow(row, uids, `${uidPrefix}/${section.name}`)),
  }));
  const placedAreas = areas.map((area) => {
    const first = uids.length;
    for (let k = 1; k <= area.capacity; k += 1) uids.push(`${uidPrefix}/${area.name}/${k}`);
    return { ...area, first };
  });
  return {
    geometry: {
      format: 1,
      ...rest,
      seatCount: uids.length,
      sections: placedSections,
      areas: placedAreas,
    },
    uids,
  };
}

function placeRow(row: DraftRow, uids: string[], uidPath: string): ChartRow {
  const first = uids.length;
  for (const number of row.numbers) uids.push(`${uidPath}/${row.name}/${number}`);
  return { ...row, first };
}
