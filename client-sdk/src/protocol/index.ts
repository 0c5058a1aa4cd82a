export * from './api.ts';
export * from './chart.ts';
export * from './codes.ts';
export * from './events.ts';
export * from './packing.ts';
export * from './seat-state.ts';
