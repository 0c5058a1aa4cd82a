import { inBatches } from '../platform/in-batches.ts';
import { startJob } from '../platform/jobs.ts';
import type { Job } from '../platform/jobs.ts';
import type { Logger } from '../platform/logging.ts';
import type { IdentityRepository } from './identity-repository.ts';

/** AUTH-11: links and sign-ins are deleted when they have been of no use for 30 days. */
export interface AccountUpkeep {
  /** One bounded run; any number of nodes may be at it. */
  deleteOld(): Promise<void>;
  startJobs(): void;
  stop(): Promise<void>;
}

export interface AccountUpkeepDependencies {
  readonly repository: Pick<IdentityRepository, 'deleteLinks' | 'deleteSignIns'>;
  readonly logger: Logger;
}

const KEEP_MS = 30 * 24 * 60 * 60 * 1000;
const JOB_MS = 60 * 60 * 1000;

export function createAccountUpkeep(dependencies: AccountUpkeepDependencies): AccountUpkeep {
  const { repository, logger } = dependencies;
  let job: Job | undefined;

  async function deleteOld(): Promise<void> {
    await inBatches((limit) => repository.deleteLinks(KEEP_MS, limit));
    await inBatches((limit) => repository.deleteSignIns(KEEP_MS, limit));
  }

  return {
    deleteOld,
    startJobs: () => {
      job = startJob('delete old links and sign-ins', JOB_MS, deleteOld, logger);
    },
    stop: async () => {
      await job?.stop();
    },
  };
}
