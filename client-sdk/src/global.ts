/** The script for a page without a bundler: everything of `.` and `./seat-map` as `TicketFlow`. */
export * from './index.ts';
export * from './seat-map/index.ts';
