import type { Attack } from '../attack.ts';
import { CHANCE, letGo, tryHold } from '../holding.ts';

export const holdAndDrop: Attack = {
  name: 'hold and drop',
  tries: 'one account holds a seat and lets it go, again and again, then from another device',
  expected: ['COOLING_DOWN'],
  also: CHANCE,
  run: async (stage, tally) => {
    const person = await stage.person();
    const socket = await stage.socket(person);
    let drops = 0;
    for (let tries = 0; tries < 45; tries += 1) {
      const answer = await tryHold(stage, socket);
      tally.answered(answer.code);
      const { hold } = answer.body as { hold?: { token: string } };
      if (hold) drops += Number((await letGo(stage, socket, hold.token)).code === 'OK');
      if (answer.code !== 'COOLING_DOWN') continue;
      if (!((answer.retryAfterMs ?? 0) > 0)) tally.gained('a cool-down without an end');
      break;
    }
    if (drops > 25) tally.gained(`${String(drops)} seats held and dropped without a rest`);
    const device = await stage.socket({ ...person, from: stage.newAddress() });
    const elsewhere = await tryHold(stage, device);
    tally.answered(elsewhere.code);
    if (elsewhere.code === 'OK') tally.gained('another device holds during the cool-down');
  },
};
