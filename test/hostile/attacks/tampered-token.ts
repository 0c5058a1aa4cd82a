import type { Attack } from '../attack.ts';
import { tryHold } from '../holding.ts';

export const tamperedToken: Attack = {
  name: 'tampered access token',
  tries: 'tokens with another person, another end, no signature, or the signature of another',
  expected: ['UNAUTHENTICATED'],
  run: async (stage, tally) => {
    const [person, victim] = [await stage.person(), await stage.person()];
    const [header = '', payload = '', signature = ''] = person.token.split('.');
    const [, theirs = '', theirSignature = ''] = victim.token.split('.');
    const encode = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp: number };
    const none = encode({ alg: 'none', typ: 'JWT' });
    const forged = [
      `${header}.${theirs}.${signature}`,
      `${header}.${payload}.${theirSignature}`,
      `${header}.${encode({ ...claims, exp: claims.exp + 86_400 })}.${signature}`,
      `${header}.${encode({ ...claims, sub: 'somebody' })}.${signature}`,
      `${none}.${theirs}.`,
      `${none}.${theirs}.${signature}`,
      `${header}.${payload}.`,
    ];
    for (const token of forged) {
      const rest = await stage.api('/me', { from: person.from, token });
      const socket = await stage.socket();
      const live = await socket.ask('session:authenticate', { accessToken: token });
      const held = await tryHold(stage, socket);
      for (const { code } of [rest, live, held]) {
        tally.answered(code);
        if (code === 'OK') tally.gained(`something with a forged token: ${token.slice(0, 20)}`);
      }
      socket.close();
    }
  },
};
