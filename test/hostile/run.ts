import { carryOut, isHarmless } from './attack.ts';
import type { Outcome } from './attack.ts';
import { ATTACKS, ROOM_ATTACKS } from './attacks/index.ts';
import { openStage } from './stage.ts';
import type { StageOptions } from './stage.ts';

export interface HostileReport {
  readonly attacks: readonly Outcome[];
  readonly refused: number;
  /** Names of attacks that gained something, or were not refused as they should be. */
  readonly broken: readonly string[];
}

/** Carries out every attack on a server, one after the other. */
export async function runHostile(
  options: StageOptions & { readonly only?: string | undefined },
): Promise<HostileReport> {
  const stage = await openStage(options);
  const attacks: Outcome[] = [];
  try {
    for (const attack of [...(stage.room ? ROOM_ATTACKS : []), ...ATTACKS]) {
      if (options.only !== undefined && !attack.name.includes(options.only)) continue;
      attacks.push(await carryOut(attack, stage));
    }
  } finally {
    stage.close();
  }
  const broken = attacks.filter((outcome) => !isHarmless(outcome)).map(({ name }) => name);
  return { attacks, refused: attacks.length - broken.length, broken };
}
