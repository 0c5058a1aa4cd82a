/** Every key of the popular searches, in the order in which scripts take them: one slot. */
export function popularKeys(prefix = ''): string[] {
  const parts = ['seen', 'terms', 'persons', 'spellings', 'steps', 'life', 'days', 'old', 'dirty'];
  return parts.map((part) => `${prefix}{search}:${part}`);
}
