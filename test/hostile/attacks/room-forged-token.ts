import type { Attack } from '../attack.ts';
import { letIn, roomOf, tryWith } from './room.ts';

export const roomForgedToken: Attack = {
  name: 'a made-up admission',
  tries: 'tokens with other claims, without a signature, and the access token in their place',
  expected: ['NOT_ADMITTED'],
  also: ['INVALID'],
  run: async (stage, tally) => {
    const { performanceId, confirmed } = roomOf(stage);
    const { token } = await letIn(stage, performanceId);
    const thief = await confirmed();
    const socket = await stage.socket(thief);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const encode = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const [, body = ''] = thief.token.split('.');
    const { sub } = JSON.parse(Buffer.from(body, 'base64url').toString()) as { sub: string };
    const mine = encode({ ...claims, sub });
    const none = encode({ alg: 'none', typ: 'JWT' });
    const forged = [
      `${header}.${mine}.${signature}`,
      `${none}.${mine}.`,
      `${header}.${encode({ ...claims, sub, n: 1 })}.${signature}`,
      thief.token,
      'x'.repeat(1_000),
      '1|1|1',
    ];
    for (const admission of forged) {
      await tryWith({ socket, performanceId, admission }, tally, admission.slice(0, 20));
    }
  },
};
