import { createTokens } from '../../../server/src/identity/index.ts';
import type { Child } from '../harness/child.ts';
import { interleave } from '../harness/interleave.ts';
import type { Joined, JoinerOrder } from './joiner.ts';
import { TOKEN_SECRET } from './setting.ts';
import type { Setting, Subject } from './setting.ts';
import type { Memory } from './subject.ts';

/** One round of one side: a crowd comes, is counted, and goes. */
export interface JoinSample {
  readonly joinsPerSecond: number;
  /** CPU of the server a join, in microseconds. */
  readonly cpu: number;
  /** Bytes a viewer who is there and hears nothing. */
  readonly used: number;
  readonly resident: number;
}

export interface JoinsOptions {
  readonly setting: Setting;
  /** Nobody but a single viewer was there before. */
  readonly node: Subject;
  readonly performanceId: number;
  /** Bytes of the snapshot's message, for the reference to send as many. */
  readonly snapshotBytes: number;
  readonly viewers: number;
  readonly rounds: number;
}

export interface JoinSamples {
  readonly ours: JoinSample[];
  readonly bare: JoinSample[];
  /** Of the first crowd that a fresh process ever saw. */
  readonly first: { readonly ours: JoinSample; readonly bare: JoinSample };
}

export async function measureJoins(options: JoinsOptions): Promise<JoinSamples> {
  const { setting, snapshotBytes } = options;
  const joiner = await setting.child<JoinerOrder>(new URL('./joiner.ts', import.meta.url));
  const subjects = {
    ours: options.node,
    bare: await setting.subject(new URL('./bare-server.ts', import.meta.url), {
      SNAPSHOT_BYTES: String(snapshotBytes),
    }),
  };
  const ways = {
    ours: () => joinOnce(options, joiner, subjects.ours, 'seats'),
    bare: () => joinOnce(options, joiner, subjects.bare, 'bare'),
  };
  const first = { ours: await ways.ours(), bare: await ways.bare() };
  return { first, ...(await interleave(ways, { rounds: options.rounds, warmUps: 0 })) };
}

async function joinOnce(
  { performanceId, viewers }: JoinsOptions,
  joiner: Child<JoinerOrder>,
  subject: Subject,
  join: 'seats' | 'bare',
): Promise<JoinSample> {
  const { port } = subject;
  const issuer = createTokens({ secret: TOKEN_SECRET });
  const tokens = Array.from(
    { length: viewers },
    (_, k) => issuer.issue(`viewer-${String(k)}`).token,
  );
  const before = await subject.ask<Memory>({ tell: 'memory' });
  const cpuBefore = await subject.ask<number>({ tell: 'cpu' });
  const { seconds } = await joiner.ask<Joined>({ join, port, tokens, performanceId });
  const cpu = (await subject.ask<number>({ tell: 'cpu' })) - cpuBefore;
  const after = await subject.ask<Memory>({ tell: 'memory' });
  await joiner.ask({ leave: true });
  return {
    joinsPerSecond: viewers / seconds,
    cpu: cpu / viewers,
    used: (after.used - before.used) / viewers,
    resident: (after.resident - before.resident) / viewers,
  };
}
