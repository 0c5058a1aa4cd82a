import type { AuditRepository, BlockBooks } from './audit-repository.ts';
import { pagesAgain, pagesOf } from './check.ts';
import type { Check, Pass } from './check.ts';
import type { Finding } from './finding.ts';

/** Every block with its claims. A root is a block's id. */
export function createBlockCheck(repository: AuditRepository): Check {
  const read = repository.blocks.bind(repository);
  return {
    sweep: (pass) =>
      judgePages(
        pass,
        pagesOf(read, ({ block }) => block.id, pass.performanceId),
      ),
    again: (pass, roots) => judgePages(pass, pagesAgain(read, roots)),
  };
}

async function judgePages(pass: Pass, pages: AsyncIterable<BlockBooks[]>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const page of pages) {
    pass.checked.blocks += page.length;
    findings.push(...page.flatMap(judgeBlock));
  }
  return findings;
}

function judgeBlock({ block, claims }: BlockBooks): Finding[] {
  const isActive = block.state === 'active';
  if (isActive === claims.length > 0) return [];
  return [
    {
      kind: isActive ? 'block_without_claims' : 'claim_of_ended_block',
      subject: `block ${block.id}`,
      detail: `the block is ${block.state}`,
      ...(block.performance_id !== null && { performanceId: block.performance_id }),
      ...(!isActive && { seats: claims.map(({ seat }) => seat) }),
      root: block.id,
    },
  ];
}
