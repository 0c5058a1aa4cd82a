import { parseArgs } from 'node:util';
import { startMariaDb } from '../support/services.ts';
import { auditOf } from './audit.ts';
import { crashEverywhere } from './matrix.ts';
import { playScenarios } from './provider-faults.ts';
import { openStage } from './stage.ts';
import { faultTableOf, tableOf, verdictOf } from './table.ts';
import { PROVIDERS } from './tills.ts';
import type { ProviderName } from './tills.ts';

const USAGE = 'usage: npm run crash-matrix -- [--providers sandbox,toss,stripe] [--json]';

function providersOf(text: string | undefined): readonly ProviderName[] {
  if (text === undefined) return PROVIDERS;
  return text.split(',').map((name) => {
    const provider = PROVIDERS.find((known) => known === name);
    if (provider) return provider;
    throw new Error(`there is no provider "${name}"\n${USAGE}`);
  });
}

/** What one provider's cells came to. */
async function run(provider: ProviderName, mariadbUrl: string) {
  const stage = await openStage(provider, mariadbUrl);
  try {
    console.error(`${provider}: killing nodes`);
    const cells = await crashEverywhere(stage);
    console.error(`${provider}: faults of the provider`);
    const played = await playScenarios(stage);
    const audit = await auditOf(stage);
    const failed = [...cells, ...played].filter((one) => verdictOf(one) !== 'ok').length;
    return { provider, cells, played, failed, audit };
  } finally {
    await stage.close();
  }
}

const { values } = parseArgs({
  options: { providers: { type: 'string' }, json: { type: 'boolean' } },
});
const mariadb = await startMariaDb();
try {
  const results = [];
  for (const provider of providersOf(values.providers)) {
    results.push(await run(provider, mariadb.url));
  }
  const cells = results.flatMap((result) => result.cells);
  const played = results.flatMap((result) => result.played);
  const figures = {
    cells: cells.length,
    faults: played.length,
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    disagreements: results.reduce((sum, { audit }) => sum + audit.disagreements, 0),
    audits: results.map(({ provider, audit }) => ({ provider, ...audit })),
  };
  if (values.json) console.log(JSON.stringify({ ...figures, matrix: cells, played }));
  else console.log([tableOf(cells), faultTableOf(played), JSON.stringify(figures)].join('\n\n'));
  if (figures.failed > 0 || figures.disagreements > 0) process.exitCode = 1;
} finally {
  await mariadb.stop();
}
