import type { Replacement } from '../../faults/broken/breaks.ts';
import type { Tests } from '../mutant.ts';

export const CLAIMS = 'server/src/seats/claim-repository.ts';
export const ORDER_SEATS = 'server/src/seats/order-seats.ts';

/** Of both stores, in process and on Redis. */
export const contract = (titles: string): Tests => ({
  ...{ project: 'contract', files: ['test/contract/seat-store/orders.test.ts'], titles },
});
export const integration = (file: string, titles: string): Tests => ({
  ...{ project: 'integration', files: [`test/integration/${file}.test.ts`], titles },
});
export const recovery = (titles: string): Tests => integration('seats/recovery', titles);

export const inMemory = (text: string, by: string): Replacement => ({
  ...{ file: 'server/src/seats/memory/settle.ts', text, by },
});
export const inLua = (script: string, text: string, by: string): Replacement => ({
  ...{ file: `server/src/seats/redis/lua/${script}.lua`, text, by },
});
