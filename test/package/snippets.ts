/** Fenced code of a Markdown text. */
export interface Snippet {
  /** Its heading, and how many came before it under that heading: "Aborting 1". */
  readonly name: string;
  readonly language: string;
  readonly code: string;
  /** Of the opening fence, counted from 1. */
  readonly line: number;
}

const FENCE = /^```(\S*)$/;
const HEADING = /^#+ (.*)$/;

export function snippetsOf(markdown: string): Snippet[] {
  const snippets: Snippet[] = [];
  const counts = new Map<string, number>();
  let heading = '';
  let open:
    { readonly language: string; readonly line: number; readonly lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = FENCE.exec(line);
    if (open && fence) {
      const count = (counts.get(heading) ?? 0) + 1;
      counts.set(heading, count);
      const { language, lines } = open;
      const name = `${heading} ${String(count)}`;
      snippets.push({ name, language, line: open.line, code: `${lines.join('\n')}\n` });
      open = undefined;
    } else if (open) {
      open.lines.push(line);
    } else if (fence) {
      open = { language: fence[1] ?? '', line: index + 1, lines: [] };
    } else {
      heading = HEADING.exec(line)?.[1] ?? heading;
    }
  }
  if (open) throw new Error(`the code that begins in line ${String(open.line)} does not end`);
  return snippets;
}
