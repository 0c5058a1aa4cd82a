export { createChartRepository } from './chart-repository.ts';
export { createCharts, findArea } from './charts.ts';
export type { Charts, LoadedChart } from './charts.ts';
export { chartRoutes } from './routes.ts';
export { runsTouching } from './runs.ts';
