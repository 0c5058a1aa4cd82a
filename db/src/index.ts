export type { Chart } from './chart.ts';
export { connectDatabase } from './connect.ts';
export type { ConnectOptions, Database } from './connect.ts';
export { createMutex } from './mutex.ts';
export { migrate, pendingMigrations } from './migrator.ts';
export type * from './models/index.ts';
export * from './writers.ts';
export { atLocalTime } from './local-time.ts';
