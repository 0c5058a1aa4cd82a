import { readFileSync } from 'node:fs';

const HEADING = '## Files over 300 lines';

/** No source file is longer, unless CONTRIBUTING.md lists it with a reason. */
export const MAX_LINES = 300;

/**
 * The paths that CONTRIBUTING.md lets grow beyond {@link MAX_LINES}: its list items of the form
 * "- `path`: reason" under the heading "Files over 300 lines".
 * @returns {string[]}
 */
export function allowedLongFiles() {
  const text = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8');
  const section = (text.split(`${HEADING}\n`)[1] ?? '').split('\n## ')[0] ?? '';
  return [...section.matchAll(/^- `([^`]+)`: \S/gm)].flatMap((match) => match[1] ?? []);
}
