/** Where the built site lies. */
export const siteRoot: string;
/** Resolves when the built site is up to date; rejects when the build fails. */
export function buildSite(): Promise<void>;
