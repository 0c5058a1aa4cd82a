import { openSale } from '../../support/catalogue.ts';
import type { Bench, BenchOptions } from '../harness/bench.ts';
import { compare } from '../harness/figure.ts';
import type { Figure } from '../harness/figure.ts';
import { measureJoins } from './joins.ts';
import type { JoinSample, JoinSamples } from './joins.ts';
import { openSetting } from './setting.ts';
import type { Setting, Subject } from './setting.ts';
import { atRandom, snapshotBytes, soldInParties } from './snapshot-bytes.ts';
import type { SnapshotBytes } from './snapshot-bytes.ts';

const SEATS_A_ROW = 10;
const LARGEST = 50_000;
const KB = 1_000;

export const joinBench: Bench = {
  name: 'join',
  title: 'Joining a map',
  about: `A crowd comes all at once: each opens a WebSocket, signs in with an access token, watches a
performance of 50,000 seats and has its snapshot. 32 are on their way at a time; they come from a process of
their own and stay until all are there.

The reference is \`ws\` and nothing else: it verifies the same token by the same library with a cached key and
answers it with as many bytes. It has no Socket.IO, no limits, no rooms, no heartbeat and one round trip
less: it is the floor under every server in Node that lets people in. Both answer as a whole, so joins a
second are also bounded by the machine's other core, which plays the crowd; CPU a join is the server's alone.

Memory is that of viewers who are there, signed in, and hear nothing: bytes in use after a garbage
collection, and the growth of the process as the system sees it, which for its first crowd includes what the
heap grew by. The kernel's buffers are not in it.

Snapshots are counted as they are sent, both messages of the answer with their state in the store; the
server compresses nothing, gzip says what a proxy or a saved file would make of it. The JSON list has an
object a seat. Sold in parties: the sections nearest to the stage sold out, the last hardly begun, groups of
one to four side by side, some held, one block kept back. At random: every seat in any of four states.`,
  measure: async (options) => {
    const setting = await openSetting();
    try {
      return await measureAll(setting, options);
    } finally {
      await setting.end();
    }
  },
};

async function measureAll(
  setting: Setting,
  { rounds, quick, log }: BenchOptions,
): Promise<Figure[]> {
  const node = await setting.node();
  const sizes = [1_000, 10_000, LARGEST];
  const figures: Figure[] = [];
  let performanceId = 0;
  let wire = 0;
  for (const seats of sizes) {
    performanceId = await openSale(setting.database, { rows: seats / SEATS_A_ROW });
    const bytes = await bytesOf(setting, node, performanceId, seats);
    wire = bytes.parties.wire;
    figures.push(...bytesFigures(seats, bytes));
  }
  const viewers = quick ? 200 : 2_000;
  log(`${String(viewers)} viewers a round`);
  const samples = await measureJoins({
    ...{ setting, node, performanceId, viewers, rounds },
    snapshotBytes: wire,
  });
  return [...joinFigures(samples), ...memoryFigures(samples, viewers), ...figures];
}

interface StateBytes {
  readonly parties: SnapshotBytes;
  readonly random: SnapshotBytes;
}

async function bytesOf(
  { redisUrl }: Setting,
  { port }: Subject,
  performanceId: number,
  seats: number,
): Promise<StateBytes> {
  const at = { port, redisUrl };
  const random = await snapshotBytes(at, performanceId, atRandom(seats));
  return { random, parties: await snapshotBytes(at, performanceId, soldInParties(seats)) };
}

function joinFigures({ ours, bare }: JoinSamples): Figure[] {
  const common = { bench: 'join', referenceName: 'bare ws with the same token' };
  const of = (pick: (sample: JoinSample) => number) => ({
    ours: ours.map(pick),
    reference: bare.map(pick),
  });
  return [
    compare({
      ...{ ...common, case: 'joins, 50,000 seats', unit: 'joins/s' },
      ...of(({ joinsPerSecond }) => joinsPerSecond),
      bar: { of: 'ratio', at_least: 0.33 },
    }),
    compare({
      ...{ ...common, case: 'server CPU a join, 50,000 seats', unit: 'µs' },
      ...of(({ cpu }) => cpu),
    }),
  ];
}

function memoryFigures({ ours, bare, first }: JoinSamples, viewers: number): Figure[] {
  const common = { bench: 'join', unit: 'KB', referenceName: 'bare ws' };
  const many = viewers.toLocaleString('en');
  const bar = { of: 'ours', at_most: 40 } as const;
  return [
    compare({
      ...{ ...common, case: `${many} idle viewers: memory in use a viewer`, bar },
      ours: ours.map(({ used }) => used / KB),
      reference: bare.map(({ used }) => used / KB),
    }),
    compare({
      ...{ ...common, case: `${many} idle viewers, fresh process: growth a viewer`, bar },
      ours: [first.ours.resident / KB],
      reference: [first.bare.resident / KB],
    }),
  ];
}

function bytesFigures(seats: number, { parties, random }: StateBytes): Figure[] {
  const common = { bench: 'join', unit: 'bytes', referenceName: 'JSON list' };
  const name = `snapshot of ${seats.toLocaleString('en')} seats`;
  const largest = seats === LARGEST;
  const figure = (what: string, ours: number, reference: number, atMost?: number): Figure =>
    compare({
      ...{ ...common, case: `${name}${what}`, ours: [ours], reference: [reference] },
      ...(atMost !== undefined && { bar: { of: 'ours', at_most: atMost } }),
    });
  return [
    figure('', parties.wire, parties.list, largest ? 13_000 : undefined),
    figure(', sold in parties, gzip', parties.gzip, parties.listGzip, largest ? 7_000 : undefined),
    ...(largest ? [figure(', at random, gzip', random.gzip, random.listGzip)] : []),
  ];
}
