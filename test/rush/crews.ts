import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CrewReport, FromCrew, Progress, ToCrew } from './crew/main.ts';
import type { CrewPlan, Member } from './crew/scene.ts';

/** The processes that people are played in. */
export interface Crews {
  progress(): Progress;
  /** Everybody goes home. */
  finish(): void;
  /** Resolves when the last of them has reported. */
  readonly reports: Promise<readonly CrewReport[]>;
  /** For a run that failed: by their own handles. */
  kill(): void;
}

const ENTRY = fileURLToPath(new URL('crew/main.ts', import.meta.url));
const NODE = ['--conditions=source', '--import', 'tsx'];
const NOTHING: Progress = { connected: 0, joined: 0, served: 0, holds: 0, paid: 0, left: 0 };

export function startCrews(
  count: number,
  members: readonly Member[],
  plan: Omit<CrewPlan, 'members'>,
): Crews {
  const crews = Array.from({ length: count }, (_, crew) =>
    startCrew({ ...plan, members: members.filter(({ index }) => index % count === crew) }),
  );
  return {
    progress: () => crews.map((crew) => crew.progress()).reduce(sum, NOTHING),
    finish: () => {
      for (const crew of crews) crew.tell({ kind: 'finish' });
    },
    reports: Promise.all(crews.map(({ report }) => report)),
    kill: () => {
      for (const { child } of crews) child.kill('SIGKILL');
    },
  };
}

interface Crew {
  readonly child: ChildProcess;
  readonly report: Promise<CrewReport>;
  progress(): Progress;
  tell(message: ToCrew): void;
}

function startCrew(plan: CrewPlan): Crew {
  const child = fork(ENTRY, { execArgv: NODE, env: inherited() });
  const tell = (message: ToCrew): void => {
    if (child.connected) child.send(message);
  };
  let progress: Progress = { ...NOTHING, left: plan.members.length };
  const report = new Promise<CrewReport>((resolve, reject) => {
    child.on('message', (message: FromCrew) => {
      if (message.kind === 'progress') progress = message.progress;
      else resolve(message.report);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`a crew ended with ${String(code)} and did not report`));
    });
  });
  tell({ kind: 'begin', plan });
  return { child, report, progress: () => progress, tell };
}

function inherited(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR };
}

function sum(a: Progress, b: Progress): Progress {
  return {
    connected: a.connected + b.connected,
    joined: a.joined + b.joined,
    served: a.served + b.served,
    holds: a.holds + b.holds,
    paid: a.paid + b.paid,
    left: a.left + b.left,
  };
}
