/**
 * Whether a page of that origin is one of ours, or of those that were allowed by name. TLS may end
 * at a proxy before us, so that the scheme is not known here; the host is.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  return web && url.origin === origin && url.host === host;
}
