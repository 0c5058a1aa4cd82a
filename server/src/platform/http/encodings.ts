export const Encoding = { Identity: 'identity', Gzip: 'gzip', Brotli: 'br' } as const;
export type Encoding = (typeof Encoding)[keyof typeof Encoding];

/** Of the offered ones, best first, the one that a client takes; identity when it takes none. */
export function encodingFor(header: string | undefined, offered: readonly Encoding[]): Encoding {
  if (!header) return Encoding.Identity;
  const weights = new Map(
    header.split(',').map((part) => {
      const [coding = '', weight = 'q=1'] = part.split(';').map((text) => text.trim());
      return [coding.toLowerCase(), Number(weight.replace(/^q=/i, ''))];
    }),
  );
  const takes = (encoding: Encoding): boolean =>
    (weights.get(encoding) ?? weights.get('*') ?? 0) > 0;
  return offered.find(takes) ?? Encoding.Identity;
}
