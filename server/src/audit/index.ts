export { createAudit, isComplete } from './audit.ts';
export type { Audit, AuditDependencies, AuditReport, AuditRequest, AuditSources } from './audit.ts';
export { createAuditRepository } from './audit-repository.ts';
export { KINDS } from './finding.ts';
export type { Disagreement, Kind } from './finding.ts';
export { auditRoutes } from './routes.ts';
