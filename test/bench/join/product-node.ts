/**
 * A node of the product in a process of its own: `server/src/main.ts` as it is, and beside it
 * somebody who tells what it has used.
 */
import { answerOrders } from './subject.ts';

answerOrders(async (env) => {
  // Where it is open is known; the bench's output is for figures.
  console.log = () => undefined;
  Object.assign(process.env, env);
  await import('../../../server/src/main.ts');
});
