import { randomBytes } from 'node:crypto';
import {
  ChartFaultError,
  ChartImportError,
  assertChart,
  formatReport,
  importChart,
  lintChart,
} from '../charts/index.ts';
import { AppError, invalid } from '../platform/errors.ts';
import type { ProductionRepository, PutUp } from './production-repository.ts';

/** What an organiser says about a chart file to sell seats on it. */
export interface ProductionRequest {
  readonly title: string;
  readonly venue?: string | undefined;
  readonly timeZone: string;
  readonly currency: string;
  readonly startsAt?: number | undefined;
  readonly onSale: boolean;
  readonly topPrice: number;
}

export interface ProductionResult extends PutUp {
  /** What the file holds, what importing changed, what the lint found: for people. */
  readonly report: string;
}

export interface Productions {
  /** Throws INVALID, naming the field of the chart file that is wrong. */
  importFile(file: unknown, request: ProductionRequest): Promise<ProductionResult>;
}

export function createProductions({
  repository,
}: {
  repository: ProductionRepository;
}): Productions {
  return {
    importFile: async (file, request) => {
      checkTimeZone(request.timeZone);
      const { chart, report } = readChart(file);
      const lint = lintChart(chart);
      const { name } = chart.geometry;
      const putUp = await repository.putUp(chart, {
        ...request,
        venue: request.venue ?? name,
        startsAt: request.startsAt,
        slug: slugOf(request.title),
      });
      return { ...putUp, report: formatReport({ name, lint, report }) };
    },
  };
}

function readChart(file: unknown): ReturnType<typeof importChart> {
  try {
    const imported = importChart(file);
    assertChart(imported.chart);
    return imported;
  } catch (error) {
    if (error instanceof ChartImportError) {
      throw invalid(error.field ? `chart.${error.field}` : 'chart', error.message);
    }
    if (!(error instanceof ChartFaultError)) throw error;
    const details = { field: 'chart' };
    throw new AppError('INVALID', error.message, { details, cause: error });
  }
}

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw invalid('timeZone', `"${timeZone}" is not an IANA time zone.`);
  }
}

/** Readable where the title allows it, and never one that exists. */
function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return [words || 'event', randomBytes(3).toString('hex')].join('-');
}
