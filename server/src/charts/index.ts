export { createChartRepository } from './chart-repository.ts';
export { createCharts, findArea } from './charts.ts';
export type { Charts, LoadedChart } from './charts.ts';
export { shareCharts } from './shared-charts.ts';
export { chartRoutes } from './routes.ts';
export { ChartImportError } from './import/errors.ts';
export { importChart } from './import/import-chart.ts';
export { ChartFaultError, assertChart, lintChart } from './lint.ts';
export { formatReport } from './report.ts';
