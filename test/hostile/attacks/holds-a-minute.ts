import type { Attack } from '../attack.ts';
import { CHANCE, seatsHeld, tryHold } from '../holding.ts';

/** Sooner or later than anybody could press a button. */
const DEVICES = 4;
/** Sixty a minute, and what comes back while the thousand are on their way. */
const MOST_A_NODE = 70;

export const holdsAMinute: Attack = {
  name: 'a thousand holds a minute',
  tries: 'one account asks for a thousand holds at once, from four devices',
  expected: ['RATE_LIMITED'],
  also: ['LIMIT', 'NO_ANSWER', ...CHANCE],
  run: async (stage, tally) => {
    const person = await stage.person();
    const sockets = await Promise.all(Array.from({ length: DEVICES }, () => stage.socket(person)));
    const count = stage.quick ? 300 : 1_000;
    const tries = sockets.flatMap((socket) =>
      Array.from({ length: count / DEVICES }, () => tryHold(stage, socket)),
    );
    const answers = await Promise.all(tries);
    for (const answer of answers) {
      tally.answered(answer.code);
      if (answer.code === 'RATE_LIMITED' && !((answer.retryAfterMs ?? 0) > 0)) {
        tally.gained('a refusal that does not say how long to wait');
      }
    }
    const judged = answers.filter(({ code }) => !isTurnedAway(code));
    if (judged.length > MOST_A_NODE * stage.nodes) {
      tally.gained(`${String(judged.length)} holds were tried at the store in one go`);
    }
    const after = await stage.socket(person);
    const held = await seatsHeld(stage, after);
    if (held > stage.limit) tally.gained(`${String(held)} seats held by one account`);
  },
};

function isTurnedAway(code: string): boolean {
  return code === 'RATE_LIMITED' || code === 'NO_ANSWER';
}
