export * from './chart.ts';
export * from './seat-state.ts';
