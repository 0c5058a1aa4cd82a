import type { Attack } from '../attack.ts';
import { holdSome, tryHold } from '../holding.ts';

export const afterSessionEnd: Attack = {
  name: 'holding after signing out',
  tries: 'a socket holds, renews and lets go after its session has ended',
  expected: ['UNAUTHENTICATED'],
  run: async (stage, tally) => {
    const socket = await stage.socket(await stage.person());
    const { performanceId } = stage;
    const [token] = await holdSome(stage, socket, 1);
    await socket.ask('session:end', {});
    const tries = [
      tryHold(stage, socket),
      socket.ask('hold:best', { performanceId, requestId: 'after-the-end', count: 1 }),
      socket.ask('hold:renew', { performanceId, token }),
      socket.ask('hold:release', { performanceId, token }),
      socket.ask('hold:list', { performanceId }),
    ];
    for (const { code } of await Promise.all(tries)) {
      tally.answered(code);
      if (code === 'OK') tally.gained('something in the name of nobody');
    }
  },
};
