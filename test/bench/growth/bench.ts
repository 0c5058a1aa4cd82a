import type { Bench, BenchOptions } from '../harness/bench.ts';
import type { Figure } from '../harness/figure.ts';
import { measureOrders } from './orders.ts';
import { measurePerformances } from './performances.ts';
import { measureSeats } from './seats.ts';
import { measureViewers } from './viewers.ts';

const ABOUT = `
What one more costs where there are many already: the cost at each larger size beside the cost at the
smallest, which is the reference. A ratio of 1 means that size doesn't matter.

- **Seats**: a hold of one seat of a row, and of two standing places in an area of 500, in halls of which a
  fifth is sold; 16 under way at a time. Time of the script in Redis, and time in all.
- **Viewers**: four nodes, each with Redis and its own viewers, 25 changes a second on one at a time. All CPU of
  the node for each message that a viewer gets: changes, jobs and pings are in it, so where there are few
  viewers each carries more of them. That a ratio is below 1 is due to this, and to nothing else.
- **Performances**: three nodes that watch 1, 50 and 500 performances, one viewer each, while nothing changes: CPU
  of node and Redis (the database is an SQLite file, inside the node) in the same ten seconds, less that of the node
  with one, for each further performance. Then changes of one performance, as fast as they go, less
  what the node does anyway.
- **Orders**: three databases on one MariaDB, filled with paid orders and all that belongs to them: ordering
  and paying a seat through the services (the provider's page apart), a buyer's list of ten orders, and
  the jobs' look for orders, seat events and mails that are due when none are. A sample is the median of many.
  MariaDB is not durable here, so that waiting for the disk doesn't hide what grows, and has memory for all of it.

Not measured: data that doesn't fit into memory, and what grows by its nature, as the bytes of a
snapshot with the seats or a node's work with its viewers.
`.trim();

const PARTS: Readonly<Record<string, (options: BenchOptions) => Promise<Figure[]>>> = {
  seats: measureSeats,
  viewers: measureViewers,
  performances: measurePerformances,
  orders: measureOrders,
};

export const growthBench: Bench = {
  name: 'growth',
  title: 'What one more costs where there are many already',
  about: ABOUT,
  measure: async (options) => {
    const figures: Figure[] = [];
    for (const [name, part] of Object.entries(PARTS)) {
      const began = performance.now();
      figures.push(...(await part(options)));
      options.log(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    return figures;
  },
};
