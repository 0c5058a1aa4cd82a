import type { Attack } from '../attack.ts';

export const manyConnections: Attack = {
  name: 'many connections of one account',
  tries: 'one account opens far more tabs than anybody has',
  expected: ['RATE_LIMITED'],
  run: async (stage, tally) => {
    const person = await stage.person();
    const sockets = await Promise.all(Array.from({ length: 60 }, () => stage.socket()));
    const answers = await Promise.all(
      sockets.map((socket) => socket.ask('session:authenticate', { accessToken: person.token })),
    );
    for (const { code } of answers) tally.answered(code);
    const signedIn = answers.filter(({ code }) => code === 'OK').length;
    if (signedIn > 50) tally.gained(`${String(signedIn)} connections of one account`);
    for (const socket of sockets) socket.close();
  },
};
