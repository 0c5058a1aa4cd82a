import { setTimeout as wait } from 'node:timers/promises';
import type { Attack } from '../attack.ts';
import type { Stage } from '../stage.ts';
import type { Answer } from '../wire.ts';

const TABS = 60;
/** Nodes tell each other of an account's connections every two seconds. */
const TOLD_MS = 3_000;
/** A node's own part of them, and a few that close while others open. */
const MOST_A_NODE = 35;

export const manyConnections: Attack = {
  name: 'many connections of one account',
  tries: 'one account opens far more tabs than anybody has, at once and a moment later',
  expected: ['RATE_LIMITED'],
  run: async (stage, tally) => {
    const { token } = await stage.person();
    const first = await openTabs(stage, token);
    if (first.length > MOST_A_NODE * stage.nodes) {
      tally.gained(`${String(first.length)} connections of one account at once`);
    }
    await wait(TOLD_MS);
    const later = await openTabs(stage, token);
    if (later.length > 0) {
      tally.gained(`${String(later.length)} more once every node knew of the others`);
    }

    async function openTabs({ socket }: Stage, accessToken: string): Promise<readonly Answer[]> {
      const tabs = await Promise.all(Array.from({ length: TABS }, () => socket()));
      const answers = await Promise.all(
        tabs.map((tab) => tab.ask('session:authenticate', { accessToken })),
      );
      for (const { code } of answers) tally.answered(code);
      return answers.filter(({ code }) => code === 'OK');
    }
  },
};
