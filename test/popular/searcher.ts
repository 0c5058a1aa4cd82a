import { createTokens } from '../../server/src/identity/index.ts';
import { planSearches } from './plan.ts';
import type { PlanOptions } from './plan.ts';
import { createSender, eachOf } from './send.ts';

/** What a searching process is told, as JSON in its first argument. */
export interface SearcherTask extends PlanOptions {
  /** Of so many processes this one. */
  readonly processes: number;
  readonly index: number;
  readonly nodes: readonly string[];
  readonly tokenSecret: string;
}

const AT_A_TIME = 8;

const task = JSON.parse(process.argv[2] ?? '{}') as SearcherTask;
const tokens = createTokens({ secret: task.tokenSecret });
const mine = planSearches(task).filter((_, place) => place % task.processes === task.index);
const senders = Array.from({ length: 8 }, (_, k) =>
  createSender(`127.${String(10 + task.index)}.0.${String(k + 1)}`),
);
await eachOf(mine, AT_A_TIME, async ({ person, typed }, place) => {
  const node = task.nodes[place % task.nodes.length] ?? '';
  const { token } = tokens.issue(`${task.prefix}-${String(person)}`);
  await senders[place % senders.length]?.search(node, typed, token);
});
for (const sender of senders) sender.close();
