import type { Rule } from '../mutant.ts';
import { CLAIMS, ORDER_SEATS, contract, inLua, inMemory, recovery } from './places.ts';

/** CLAIM-1, CLAIM-2: no order is written under another epoch than its pin's. */
export const EPOCH_FENCE: Rule = {
  rule: 'the epoch fence',
  mutants: [
    {
      name: 'epoch-not-compared',
      without: 'the comparison of the epochs of pin and claims',
      replacements: [
        {
          file: ORDER_SEATS,
          text: 'if ((await claims.lockEpoch(tx, performanceId)) !== epoch) {',
          by: 'if ((await claims.lockEpoch(tx, performanceId)) < 0) {',
        },
      ],
      tests: recovery('CLAIM-2'),
    },
    {
      name: 'epoch-not-locked',
      without: 'the share lock on the epoch under which claims are written',
      replacements: [
        {
          file: CLAIMS,
          text: `findByPk(performanceId, { transaction, lock });
      if (!row) throw`,
          by: `findByPk(performanceId, { transaction });
      if (!row) throw`,
        },
      ],
      tests: recovery('CLAIM-1'),
    },
    {
      name: 'epoch-not-locked-free',
      without: 'the share lock on the epoch under which a release is written',
      replacements: [
        {
          file: CLAIMS,
          text: `findByPk(performanceId, { transaction, lock });
      const now`,
          by: `findByPk(performanceId, { transaction });
      const now`,
        },
      ],
      tests: recovery('CLAIM-1'),
    },
    {
      name: 'epoch-taken-twice',
      without: 'the condition under which the epoch is raised',
      replacements: [
        {
          file: CLAIMS,
          text: '{ where: { performance_id: performanceId, epoch }, transaction },',
          by: '{ where: { performance_id: performanceId }, transaction },',
        },
      ],
      tests: recovery('REBUILD-2'),
    },
    ...minEpoch(),
  ],
};

/** FREE-3: an event is not delivered to a store older than it. */
function minEpoch(): Rule['mutants'] {
  const check = `if (state.epoch < command.minEpoch) return { code: 'LOST' };`;
  const head = (name: string, command: string): string =>
    `export function ${name}(state: PerformanceState, command: ${command}): SettleReply | Lost {\n`;
  return [
    ...(['sell', 'free'] as const).flatMap((name) => {
      const start = head(name, name === 'sell' ? 'SellCommand' : 'FreeCommand');
      return [
        {
          name: `event-any-epoch-${name}-memory`,
          without: `the lowest epoch of a ${name} (in process)`,
          replacements: [inMemory(`${start}  ${check}`, start)],
          tests: contract('FREE-3'),
        },
        {
          name: `event-any-epoch-${name}-redis`,
          without: `the lowest epoch of a ${name} (Redis)`,
          replacements: [
            inLua(
              name === 'sell' ? 'sell-2' : 'free-3',
              `if epoch < tonumber(ARGV[3]) then return { 'LOST' } end`,
              '',
            ),
          ],
          tests: contract('FREE-3'),
        },
      ];
    }),
    {
      name: 'event-unstamped-sell',
      without: 'the epoch of the transaction on the event of a sale',
      replacements: [
        {
          file: CLAIMS,
          text: `SELECT performance_id, ?, ?, ?, epoch, 'open'`,
          by: `SELECT performance_id, ?, ?, ?, 1, 'open'`,
        },
      ],
      tests: recovery('REBUILD-3'),
    },
    {
      name: 'event-unstamped-free',
      without: 'the epoch of the transaction on the event of a release',
      replacements: [{ file: CLAIMS, text: 'min_epoch: row?.epoch ?? 1,', by: 'min_epoch: 1,' }],
      tests: recovery('FREE-3'),
    },
  ];
}
