export { handleAccountMails } from './account-mails.ts';
export { requireUser } from './authenticate.ts';
export { createIdentityRepository } from './identity-repository.ts';
export { createIdentity, holderOfUser } from './identity.ts';
export { hashPassword } from './passwords.ts';
export type { Identity } from './identity.ts';
export { identityRoutes } from './routes.ts';
export { createTokens } from './tokens.ts';
export type { Tokens } from './tokens.ts';
