import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface ProfileShare {
  readonly name: string;
  /** Milliseconds spent in it and in what it called. */
  readonly ms: number;
}

/** The one profile that a process run with `--cpu-prof` left in a folder. */
export function readProfile(dir: string): CpuProfile {
  const file = readdirSync(dir).find((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) throw new Error(`no profile in ${dir}`);
  return JSON.parse(readFileSync(join(dir, file), 'utf8')) as CpuProfile;
}

/** Time below each frame that `pick` names; inside another such frame it counts for the inner one. */
export function timeBelow(
  profile: CpuProfile,
  pick: (
    frame: { functionName: string; url: string },
    outer: string | undefined,
  ) => string | undefined,
): ProfileShare[] {
  const own = ownTimes(profile);
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const totals = new Map<string, number>();
  const walk = (id: number, name: string | undefined): void => {
    const node = byId.get(id);
    if (!node) return;
    const under = pick(node.callFrame, name) ?? name;
    if (under !== undefined) totals.set(under, (totals.get(under) ?? 0) + (own.get(id) ?? 0));
    for (const child of node.children ?? []) walk(child, under);
  };
  const children = new Set(profile.nodes.flatMap((node) => node.children ?? []));
  for (const { id } of profile.nodes) if (!children.has(id)) walk(id, undefined);
  return [...totals]
    .map(([name, microseconds]) => ({ name, ms: Math.round(microseconds / 100) / 10 }))
    .sort((a, b) => b.ms - a.ms);
}

function ownTimes({ samples, timeDeltas }: CpuProfile): Map<number, number> {
  const own = new Map<number, number>();
  samples.forEach((id, k) => own.set(id, (own.get(id) ?? 0) + (timeDeltas[k] ?? 0)));
  return own;
}
