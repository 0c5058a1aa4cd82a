import type { ChartGeometry, ChartRow, ChartSection } from '@ticket-flow/client/protocol';

/**
 * A round arena of many seats: rings of sections, bent rows, coordinates that are no round numbers.
 * The same every time.
 */
export function bigChart(seatCount: number): ChartGeometry {
  const rings = 4;
  const perRing = 32;
  const rowsASection = 22;
  const pitch = 10;
  const sections: ChartSection[] = [];
  let first = 0;
  for (let ring = 0; ring < rings; ring += 1) {
    for (let k = 0; k < perRing; k += 1) {
      const rows: ChartRow[] = [];
      const inner = 520 + ring * (rowsASection * pitch * 1.1 + 40);
      for (let row = 0; row < rowsASection && first < seatCount; row += 1) {
        const made = bentRow({ first, row, inner: inner + row * pitch * 1.1, k, perRing, pitch });
        const count = Math.min(made.numbers.length, seatCount - first);
        rows.push(cut(made, count));
        first += count;
      }
      if (rows.length > 0)
        sections.push({ name: `${String(ring + 1)}${pad(k + 1)}`, floor: 0, rows });
    }
  }
  if (first < seatCount) throw new RangeError(`the arena has ${String(first)} seats at most`);
  const radius = 520 + rings * (rowsASection * pitch * 1.1 + 40);
  return {
    format: 1,
    name: 'Arena',
    width: radius * 2,
    height: radius * 2,
    seatRadius: 4,
    seatCount: first,
    floors: ['1'],
    categories: ['VIP', 'R', 'S', 'A'].map((key, k) => ({
      key,
      name: key,
      color: ['#d55e00', '#0072b2', '#009e73', '#cc79a7'][k] ?? '#777777',
    })),
    sections,
    areas: [],
    shapes: [
      { kind: 'ellipse', x: 0, y: 0, radiusX: 380, radiusY: 240, color: '#d8e8d0' },
      { kind: 'text', x: 0, y: 0, text: 'FIELD', size: 60 },
    ],
  };
}

interface BentRow {
  readonly first: number;
  readonly row: number;
  readonly inner: number;
  readonly k: number;
  readonly perRing: number;
  readonly pitch: number;
}

function bentRow({ first, row, inner, k, perRing, pitch }: BentRow): ChartRow {
  const arc = ((Math.PI * 2) / perRing) * 0.92;
  const count = Math.floor((arc * inner) / pitch);
  const places = Array.from({ length: count }, (_, n) => {
    const angle = (k / perRing) * Math.PI * 2 + ((n + 0.5) / count - 0.5) * arc;
    return { x: Math.cos(angle) * inner, y: Math.sin(angle) * inner * 0.82 };
  });
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    name: String(row + 1),
    first,
    numbers: places.map((_, n) => String(n + 1)),
    x: places.map(({ x }) => round(x)),
    y: places.map(({ y }) => round(y)),
    category: row < 4 ? 0 : row < 10 ? 1 : row < 16 ? 2 : 3,
  };
}

function cut(row: ChartRow, count: number): ChartRow {
  return {
    ...row,
    numbers: row.numbers.slice(0, count),
    x: row.x.slice(0, count),
    y: row.y.slice(0, count),
  };
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
