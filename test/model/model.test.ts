import { describe, expect, it } from 'vitest';
import { explore } from './explore.ts';
import { createFeedModel } from './feed/feed-model.ts';
import { FEED_MUTANTS, feedWithout } from './feed/rules.ts';
import type { Property } from './seats/properties.ts';
import { NOT_NEEDED_FOR_SAFETY, RULE_NAMES, without } from './seats/rules.ts';
import type { RuleName } from './seats/rules.ts';
import { SCENES, type SceneName } from './seats/scenes.ts';
import { createSeatModel } from './seats/seat-model.ts';

const LIMIT = 1_000_000;

/**
 * States and transitions of the scenes small enough for every test run. A number that changes says
 * that the model does: a hazard that got lost would leave the properties true and prove less.
 */
const SIZES: Partial<Record<SceneName, readonly [states: number, transitions: number]>> = {
  money: [4_655, 17_062],
  resale: [14_250, 49_956],
  resaleLoss: [52_287, 176_370],
  failover: [100_954, 324_635],
  retry: [114_207, 400_339],
  deposit: [37_869, 194_443],
  depositLoss: [52_774, 218_606],
  block: [14_312, 61_913],
  blockLoss: [19_573, 62_460],
  renewal: [5_129, 12_763],
  limit: [14_499, 47_316],
};

/** The cheapest scene that misses each rule, and what it sees then. */
const MISSED: Partial<Record<RuleName, readonly [SceneName, Property]>> = {
  pinOutlivesSweep: ['money', 'S4a'],
  tombstone: ['money', 'S4a'],
  epochFence: ['loss', 'S4a'],
  installByEpoch: ['loss', 'S4'],
  ownerChecked: ['loss', 'S4'],
  stampedEvents: ['loss', 'S4'],
  noFreeOnUnknown: ['money', 'S4a'],
  forwardConfirm: ['money', 'S2'],
  recordedKeyOnly: ['money', 'S2'],
  attemptGuard: ['money', 'S2'],
  incarnation: ['failover', 'S4a'],
  closeFirst: ['deposit', 'S2'],
  blockRecorded: ['block', 'S4'],
  renewalCapped: ['renewal', 'H1'],
  ordersCount: ['limit', 'L2'],
  countedByRecord: ['limit', 'L1'],
};

/** Where a rule that is not needed is shown not to be: the hazards that it is about. */
const REDUNDANT_IN: Partial<Record<RuleName, SceneName>> = {
  absentRefused: 'renewal',
  lateIsRefunded: 'deposit',
  unblockByEvent: 'block',
};

describe('the seat model', () => {
  it.each(Object.entries(SIZES))('MODEL-1 scene %s holds as a whole', (name, size) => {
    const result = explore(createSeatModel({ bounds: SCENES[name as SceneName] }), LIMIT);
    expect(result.violation).toBeUndefined();
    expect(result.complete).toBe(true);
    expect([result.states, result.transitions]).toEqual(size);
  });

  it.each(Object.entries(MISSED))('MODEL-2 %s is missed', (rule, [scene, property]) => {
    const rules = without(rule as RuleName);
    const { violation } = explore(createSeatModel({ bounds: SCENES[scene], rules }), LIMIT);
    expect(violation?.property).toMatch(new RegExp(`^${property}: `));
    expect(violation?.trace.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(REDUNDANT_IN))('MODEL-2 %s is backed up by the others', (rule, scene) => {
    const rules = without(rule as RuleName);
    const result = explore(createSeatModel({ bounds: SCENES[scene], rules }), LIMIT);
    expect(result.violation).toBeUndefined();
    expect(result.complete).toBe(true);
  });

  it('MODEL-2 each rule is either missed or known not to be needed', () => {
    expect(Object.keys(REDUNDANT_IN)).toEqual(Object.keys(NOT_NEEDED_FOR_SAFETY));
    expect([...Object.keys(MISSED), ...Object.keys(REDUNDANT_IN)].sort()).toEqual(
      [...RULE_NAMES].sort(),
    );
  });
});

describe('the feed model', () => {
  const bounds = { changes: 2, moves: 1 };

  it('MODEL-3 holds as a whole', () => {
    const result = explore(createFeedModel(bounds), LIMIT);
    expect(result.violation).toBeUndefined();
    expect(result.complete).toBe(true);
    expect([result.states, result.transitions]).toEqual([125_848, 443_907]);
  });

  const mutants = FEED_MUTANTS.map((off) => [off.join(' with '), off] as const);
  it.each(mutants)('MODEL-3 %s is missed', (_, off) => {
    const { violation } = explore(createFeedModel(bounds, feedWithout(...off)), LIMIT);
    expect(violation?.property).toMatch(/^F[123]: /);
  });
});
