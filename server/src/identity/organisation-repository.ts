import type { Database } from '@ticket-flow/db';

export interface Organisation {
  readonly id: number;
  readonly slug: string;
}

export interface OrganisationRepository {
  /** The oldest first. */
  all(): Promise<readonly Organisation[]>;
}

export function createOrganisationRepository({ models }: Database): OrganisationRepository {
  return {
    all: async () => {
      const rows = await models.organisations.findAll({ order: ['id'] });
      return rows.map(({ id, slug }) => ({ id, slug }));
    },
  };
}
