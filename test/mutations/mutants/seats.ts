import type { Rule } from '../mutant.ts';
import { CLAIMS, ORDER_SEATS, contract, inLua, inMemory, integration, recovery } from './places.ts';

const OWNERS = 'server/src/orders/owners.ts';

/** CLAIM-3, S1: one live claim a seat. */
const claimUniqueness: Rule = {
  rule: 'claim uniqueness',
  mutants: [
    {
      name: 'claim-index',
      without: 'the unique index on performance and seat',
      replacements: [
        {
          file: 'db/migrations/0003-orders-and-claims.ts',
          text: `{ unique: [['performance_id', 'seat']], indexes: [['owner']] },`,
          by: `{ indexes: [['owner'], ['performance_id', 'seat']] },`,
        },
      ],
      tests: recovery('CLAIM-3'),
    },
    {
      name: 'claim-swallowed',
      without: 'a refusal when a claim is there already',
      replacements: [
        {
          file: CLAIMS,
          text: 'if (error instanceof UniqueConstraintError) return false;',
          by: 'if (error instanceof UniqueConstraintError) return true;',
        },
      ],
      tests: recovery('CLAIM-3'),
    },
    {
      name: 'claim-not-rolled-back',
      without: 'the end of a transaction whose claims were refused',
      replacements: [{ file: ORDER_SEATS, text: 'if (!inserted) {', by: 'if (false) {' }],
      tests: recovery('CLAIM-3'),
    },
    {
      name: 'claim-of-others',
      without: 'the owner in the deletion of claims',
      replacements: [
        {
          file: CLAIMS,
          text: `        owner,
        ...(seats && { seat: [...seats] }),`,
          by: `        ...(seats && { seat: [...seats] }),`,
        },
      ],
      tests: integration('orders/buy', 'in process, SQLite .*PAY-6'),
    },
  ],
};

/** PIN-1: from the pin on no timer frees the seats. */
const pin: Rule = {
  rule: 'the pin',
  mutants: [
    {
      name: 'pin-still-expires-memory',
      without: 'taking pinned holds off those that expire (in process)',
      replacements: [inMemory('for (const member of members) dropHold(state, member);', '')],
      tests: contract('PIN-1'),
    },
    {
      name: 'pin-still-expires-redis',
      without: 'taking pinned holds off those that expire (Redis)',
      replacements: [inLua('pin-4', `redis.call('ZREM', KEYS[2], ARGV[i + 1])`, '')],
      tests: contract('PIN-1'),
    },
    {
      name: 'pin-no-record-memory',
      without: 'the record of a pin (in process)',
      replacements: [
        inMemory('state.records.set(command.orderId, {', 'new Map().set(command.orderId, {'),
      ],
      tests: contract('PIN-1'),
    },
    {
      name: 'pin-no-record-redis',
      without: 'the record of a pin (Redis)',
      replacements: [
        inLua('pin-4', `redis.call('HSET', KEYS[3], order, holder`, 'local _ = (holder'),
      ],
      tests: contract('PIN-1'),
    },
    {
      name: 'pin-skipped',
      without: 'the pin of an order: its seats are taken as the tokens name them',
      replacements: [
        {
          file: ORDER_SEATS,
          text: '() => store.pin(request));',
          by: `async () => {
        const at = await store.position(request.performanceId);
        if (at.code === 'LOST') return at;
        const members = request.tokens.map((token) => parseMember(parseToken(token).member));
        const seats = members.flatMap((member) => member.seats);
        return { code: 'OK', epoch: at.position.epoch, seats };
      });`,
        },
      ],
      tests: integration('orders/one-charge', 'ORDER-2'),
    },
  ],
};

/** PIN-3: a record is freed only when its order can never come alive. */
const tombstone: Rule = {
  rule: 'the tombstone',
  mutants: [
    {
      name: 'tombstone-not-written',
      without: 'the row in which a pin without an order ends',
      replacements: [
        {
          file: OWNERS,
          text: `if (await repository.insertTombstone(orderId)) return 'terminal';`,
          by: `if (!(await repository.find(orderId))) return 'terminal';`,
        },
      ],
      tests: recovery('PIN-3 a record'),
    },
    {
      name: 'tombstone-not-asked',
      without: 'the evidence before a record is freed',
      replacements: [
        {
          file: 'server/src/seats/upkeep.ts',
          text: `if ((await bury(ownerId)) === 'live') return true;`,
          by: '',
        },
      ],
      tests: recovery('PIN-3 a record'),
    },
    {
      name: 'tombstone-over-order',
      without: 'a living order’s row in the way of a tombstone',
      replacements: [
        {
          file: 'server/src/orders/order-repository.ts',
          text: 'if (error instanceof UniqueConstraintError) return false;',
          by: 'if (error instanceof UniqueConstraintError) return true;',
        },
      ],
      tests: recovery('PIN-3 a record'),
    },
    {
      name: 'tombstone-live-is-terminal',
      without: 'the difference between a living order and one that has ended',
      replacements: [
        {
          file: OWNERS,
          text: `return order && isTerminal(order.state) ? 'terminal' : 'live';`,
          by: `return order ? 'terminal' : 'live';`,
        },
      ],
      tests: recovery('PIN-3 a record'),
    },
    {
      name: 'tombstone-no-block',
      without: 'the row in which a pin without a block ends',
      replacements: [
        {
          file: 'server/src/seats/block-repository.ts',
          text: 'await database.transaction((transaction) => models.blocks.create(row, { transaction }));',
          by: 'if (await models.blocks.findByPk(id)) throw new UniqueConstraintError({});',
        },
      ],
      tests: recovery('PIN-3 a record'),
    },
  ],
};

/** FREE-1, FREE-2: what is freed stands in the owner's record. */
const recordCheckedFree: Rule = {
  rule: 'the record-checked free',
  mutants: [
    {
      name: 'free-bare-numbers-memory',
      without: 'the owner’s record: the bare numbers are freed (in process)',
      replacements: [
        inMemory('setSeats(state, leaving, SeatState.Free);', 'setSeats(state, [...wanted], 0);'),
      ],
      tests: contract('FREE-2'),
    },
    {
      name: 'free-bare-numbers-redis',
      without: 'the owner’s record: the bare numbers are freed (Redis)',
      replacements: [
        inLua('free-3', 'set_seats(KEYS[1], leaving, 0)', 'set_seats(KEYS[1], split(ARGV[4]), 0)'),
      ],
      tests: contract('FREE-2'),
    },
    {
      name: 'free-other-owner-memory',
      without: 'the owner: whoever’s record lists the seats loses them (in process)',
      replacements: [
        inMemory(
          `const record = state.records.get(command.ownerId);
  const wanted`,
          `const record = [...state.records.values()].find((other) =>
    other.seats.includes(command.seats[0]),
  );
  const wanted`,
        ),
      ],
      tests: contract('FREE-2'),
    },
    {
      name: 'free-other-owner-redis',
      without: 'the owner: any record loses its seats (Redis)',
      replacements: [
        inLua(
          'free-3',
          `local record = redis.call('HGET', KEYS[2], ARGV[2])`,
          `local record = redis.call('HVALS', KEYS[2])[1]`,
        ),
      ],
      tests: contract('FREE-2'),
    },
    {
      name: 'free-repeats-memory',
      without: 'leaving the record: the same release frees again (in process)',
      replacements: [
        inMemory('else state.records.set(record.ownerId, { ...record, seats: staying });', ''),
      ],
      tests: contract('FREE-2'),
    },
    {
      name: 'free-repeats-redis',
      without: 'leaving the record: the same release frees again (Redis)',
      replacements: [inLua('free-3', `table.concat(staying, ',')`, 'listed')],
      tests: contract('FREE-2'),
    },
  ],
};

export const SEAT_RULES: readonly Rule[] = [claimUniqueness, pin, tombstone, recordCheckedFree];
