import { percentile } from '../../crowd/figures.ts';
import type { Bench, BenchOptions } from '../harness/bench.ts';
import { compare } from '../harness/figure.ts';
import type { Bar, Comparison, Figure } from '../harness/figure.ts';
import { interleave } from '../harness/interleave.ts';
import { ABOUT } from './about.ts';
import { openHall } from './hall.ts';
import type { Hall, OursWindow, Window } from './hall.ts';

interface Size {
  readonly viewers: number;
  readonly changesPerSecond: number;
  /** The size that the bars are for. */
  readonly whole?: boolean;
}

/** Along two lines, so that viewers need only be added. */
const SIZES: readonly Size[] = [
  { viewers: 500, changesPerSecond: 500 },
  { viewers: 1_000, changesPerSecond: 500 },
  { viewers: 2_000, changesPerSecond: 50 },
  { viewers: 2_000, changesPerSecond: 500, whole: true },
  { viewers: 2_000, changesPerSecond: 2_000 },
  { viewers: 4_000, changesPerSecond: 500 },
];
const QUICK: readonly Size[] = [{ viewers: 100, changesPerSecond: 100, whole: true }];

const WINDOW_MS = 1_000;
const WHOLE_WINDOW_MS = 2_000;
const EMITS_PER_SECOND = 20;
const GRACE_MS = 10;

const SHORT = { seatId: 0, status: 'HELD' };
const LONG = {
  seatId: 'f3b1c6de-1f0a-4c55-9d2f-3d6c2a1b7e90',
  status: 'HELD',
  heldBy: '0b9d7f5e-6a52-4a3b-8f0e-7f6f2f4a9c11',
  heldUntil: '2026-01-01T12:00:00.000Z',
};

export const fanOutBench: Bench = {
  name: 'fan-out',
  title: 'Fan-out: a busy map to thousands of viewers',
  about: ABOUT,
  measure: async (options) => {
    const hall = await openHall();
    try {
      const figures: Figure[] = [];
      for (const size of options.quick ? QUICK : SIZES) {
        await hall.fill(size.viewers);
        figures.push(...(await measureSize(hall, size, options)));
      }
      return figures;
    } finally {
      await hall.close();
    }
  },
};

async function measureSize(hall: Hall, size: Size, options: BenchOptions): Promise<Figure[]> {
  const { changesPerSecond, whole = false } = size;
  const ms = whole && !options.quick ? WHOLE_WINDOW_MS : WINDOW_MS;
  const ways = { rounds: options.rounds, warmUps: options.quick ? 0 : 1 };
  options.log(`${nameOf(size)} …`);
  let last = await hall.ours(changesPerSecond, WINDOW_MS / 2);
  const mine: OursWindow[] = [];
  const ours = async (round: number): Promise<Window> => {
    last = await hall.ours(changesPerSecond, ms);
    if (round >= 0) mine.push(last);
    return last;
  };
  const wsSend = (): Promise<Window> => hall.wsSend(last, changesPerSecond, ms);
  if (!whole) {
    const seen = await interleave({ ours, wsSend }, ways);
    return [cpuPerFrame(nameOf(size), seen.ours, seen.wsSend)];
  }
  const seen = await interleave(
    {
      ours,
      wsSend,
      together: () => hall.ours(changesPerSecond, ms, 'measured'),
      short: () => hall.emits(SHORT, EMITS_PER_SECOND, WINDOW_MS),
      long: () => hall.emits(LONG, EMITS_PER_SECOND, WINDOW_MS / 2),
    },
    ways,
  );
  return [
    cpuPerFrame(nameOf(size), seen.ours, seen.wsSend, { of: 'ratio', at_most: 1 }),
    cpuPerFrame(`${nameOf(size)}, holds on the same node`, seen.together, seen.wsSend),
    ...againstEmits(size, { ...seen, ours: mine }),
    ...delays(nameOf(size), mine),
  ];
}

function nameOf({ viewers, changesPerSecond }: Size): string {
  return `${viewers.toLocaleString('en')} viewers, ${changesPerSecond.toLocaleString('en')} changes/s`;
}

function figure(comparison: Omit<Comparison, 'bench'>): Figure {
  return compare({ bench: 'fan-out', ...comparison });
}

function cpuPerFrame(
  name: string,
  ours: readonly Window[],
  reference: readonly Window[],
  bar?: Bar,
): Figure {
  return figure({
    case: `${name}: CPU a frame`,
    unit: 'µs',
    ours: ours.map((window) => window.cpuPerFrame),
    reference: reference.map((window) => window.cpuPerFrame),
    referenceName: 'ws.send',
    ...(bar && { bar }),
  });
}

interface WithEmits {
  readonly ours: readonly OursWindow[];
  readonly short: readonly Window[];
  readonly long: readonly Window[];
}

function againstEmits(size: Size, { ours, short, long }: WithEmits): Figure[] {
  const name = nameOf(size);
  const bytes = ours.map(({ bytesPerViewer, seconds }) => bytesPerViewer / seconds);
  const emitted = (windows: readonly Window[]): number[] =>
    windows.map((one) => (one.bytesPerViewer / one.framesPerViewer) * size.changesPerSecond);
  const unit = 'bytes/s';
  return [
    figure({
      ...{ case: `${name}: CPU a change and viewer`, unit: 'µs' },
      ours: ours.map((one) => (one.cpuPerFrame * one.framesPerViewer) / one.changes),
      reference: short.map((one) => one.cpuPerFrame),
      referenceName: 'io.emit a change',
    }),
    figure({
      ...{ case: `${name}: bytes a viewer`, unit, ours: bytes, reference: emitted(short) },
      referenceName: 'io.emit a change',
      bar: { of: 'ratio', at_most: 0.05 },
    }),
    figure({
      ...{ case: `${name}: bytes a viewer, long ids`, unit, ours: bytes, reference: emitted(long) },
      referenceName: 'io.emit a change, with who and until when',
    }),
  ];
}

function delays(name: string, ours: readonly OursWindow[]): Figure[] {
  const at = (share: number): number[] => ours.map((one) => percentile(one.latencies, share));
  return [
    figure({
      ...{ case: `${name}: ack to map, p50`, unit: 'ms', ours: at(0.5) },
      reference: ours.map(({ tickMs }) => tickMs / 2),
      referenceName: 'half a tick',
    }),
    figure({
      ...{ case: `${name}: ack to map, p99`, unit: 'ms', ours: at(0.99) },
      reference: ours.map(({ tickMs }) => tickMs + GRACE_MS),
      referenceName: 'tick + 10 ms',
      bar: { of: 'ratio', at_most: 1 },
    }),
  ];
}
