import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { listSeats, runsOf } from '@ticket-flow/client/protocol';
import type { ChartArea, ChartSeat, NeighbourRun } from '@ticket-flow/client/protocol';
import { notFound } from '../platform/errors.ts';
import type { ChartRepository, StoredChart } from './chart-repository.ts';

const compress = promisify(gzip);

/** A chart with what is looked up again and again worked out once. It never changes. */
export interface LoadedChart extends StoredChart {
  readonly seats: readonly ChartSeat[];
  readonly runs: readonly NeighbourRun[];
  readonly geometryUrl: string;
}

/** The geometry file as it is served. */
export interface GeometryFile {
  readonly json: string;
  readonly gzip: Uint8Array<ArrayBuffer>;
}

export interface Charts {
  /** Throws NOT_FOUND. */
  load(id: number): Promise<LoadedChart>;
  /** Venue by chart id, without loading the charts. */
  venuesOf(chartIds: readonly number[]): Promise<Map<number, number>>;
  geometryFile(id: number, hash: string): Promise<GeometryFile>;
}

export function createCharts({ repository }: { repository: ChartRepository }): Charts {
  const loaded = new Map<number, Promise<LoadedChart>>();
  const files = new Map<number, Promise<GeometryFile>>();

  function load(id: number): Promise<LoadedChart> {
    const found = loaded.get(id);
    if (found) return found;
    const loading = read(repository, id);
    loaded.set(id, loading);
    loading.catch(() => loaded.delete(id));
    return loading;
  }

  return {
    load,
    venuesOf: (chartIds) => repository.venuesOf(chartIds),
    geometryFile: async (id, hash) => {
      const chart = await load(id);
      if (chart.hash !== hash) throw notFound('chart file');
      const found = files.get(id);
      if (found) return found;
      const making = fileOf(chart);
      files.set(id, making);
      making.catch(() => files.delete(id));
      return making;
    },
  };
}

/** Compressed once, as small as it gets, and not on the thread that serves everybody. */
async function fileOf({ geometry }: StoredChart): Promise<GeometryFile> {
  const json = JSON.stringify(geometry);
  return { json, gzip: new Uint8Array(await compress(json, { level: 9 })) };
}

async function read(repository: ChartRepository, id: number): Promise<LoadedChart> {
  const stored = await repository.find(id);
  if (!stored) throw notFound('chart');
  return {
    ...stored,
    seats: listSeats(stored.geometry),
    runs: runsOf(stored.geometry),
    geometryUrl: `/api/charts/${String(id)}/${stored.hash}.json`,
  };
}

export function findArea(chart: LoadedChart, name: string): ChartArea | undefined {
  return chart.geometry.areas.find((area) => area.name === name);
}
