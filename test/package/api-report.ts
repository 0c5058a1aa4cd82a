import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../support/repository-files.ts';
import { mentionedBy, printDeclaration } from './declarations.ts';
import type { StagedPackage } from './stage.ts';

/** Entries, each after those whose names it exports again. */
const ENTRIES = ['protocol', 'index', 'seat-map'] as const;
type Entry = (typeof ENTRIES)[number];

export const REPORT_FOLDER = 'client-sdk/api';
const SPECIFIERS: Readonly<Record<Entry, string>> = {
  protocol: '@ticket-flow/client/protocol',
  index: '@ticket-flow/client',
  'seat-map': '@ticket-flow/client/seat-map',
};

/** What one entry exports. */
interface Surface {
  readonly entry: Entry;
  readonly declarations: readonly string[];
  /** Names that an earlier entry has told in full, by that entry. */
  readonly again: ReadonlyMap<Entry, readonly string[]>;
}

export interface ApiReport {
  /** Text by file name. */
  readonly pages: ReadonlyMap<string, string>;
  /** Types that exported ones speak of and that nobody can import. */
  readonly missing: readonly string[];
}

/** What each entry exports, without comments and private members, in the order of the names. */
export function reportApi({ folder }: Pick<StagedPackage, 'folder'>): ApiReport {
  const files = ENTRIES.map((entry) => join(folder, 'dist', `${entry}.d.ts`));
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  const checker = program.getTypeChecker();
  const toldBy = new Map<ts.Symbol, Entry>();
  const surfaces = ENTRIES.map((entry, index) => {
    const source = program.getSourceFile(files[index] ?? '');
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`no types were built for ${entry}`);
    const exported = checker.getExportsOfModule(module).toSorted(byName);
    const surface = surfaceOf(entry, exported, checker, toldBy);
    const { constants } = mentionedBy(toldBy.keys(), checker, join(folder, 'dist'));
    for (const constant of constants) toldBy.set(constant, entry);
    return { ...surface, declarations: [...surface.declarations, ...constants.map(behind)] };
  });
  const { types } = mentionedBy(toldBy.keys(), checker, join(folder, 'dist'));
  const missing = types.map(({ name }) => name).toSorted();
  return {
    pages: new Map(surfaces.map((surface) => [`${surface.entry}.api.md`, page(surface)])),
    missing,
  };
}

export async function readReport(name: string): Promise<string> {
  return readFile(join(repositoryRoot, REPORT_FOLDER, name), 'utf8').catch(() => '');
}

export async function writeReports(staged: StagedPackage): Promise<string[]> {
  const folder = join(repositoryRoot, REPORT_FOLDER);
  await mkdir(folder, { recursive: true });
  const { pages } = reportApi(staged);
  for (const [name, text] of pages) await writeFile(join(folder, name), text);
  return [...pages.keys()].map((name) => `${REPORT_FOLDER}/${name}`);
}

function byName(a: ts.Symbol, b: ts.Symbol): number {
  return a.name < b.name ? -1 : 1;
}

function surfaceOf(
  entry: Entry,
  exported: readonly ts.Symbol[],
  checker: ts.TypeChecker,
  toldBy: Map<ts.Symbol, Entry>,
): Surface {
  const declarations: string[] = [];
  const again = new Map<Entry, string[]>();
  for (const name of exported) {
    const alias = (name.flags & ts.SymbolFlags.Alias) !== 0;
    const symbol = alias ? checker.getAliasedSymbol(name) : name;
    const before = toldBy.get(symbol);
    if (before === undefined) {
      toldBy.set(symbol, entry);
      declarations.push(tell(name, symbol));
    } else {
      again.set(before, [...(again.get(before) ?? []), name.name]);
    }
  }
  return { entry, declarations, again };
}

function tell(exported: ts.Symbol, symbol: ts.Symbol): string {
  const typeOnly = exported.declarations?.some(
    (one) => ts.isExportSpecifier(one) && ts.isTypeOnlyExportDeclaration(one),
  );
  const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0;
  const note = typeOnly && isClass ? '// The type only.\n' : '';
  return note + (symbol.declarations ?? []).map(printDeclaration).join('\n');
}

/** Not exported, and yet a change of it is a change of an exported type. */
function behind(constant: ts.Symbol): string {
  const declared = (constant.declarations ?? []).map(printDeclaration).join('\n');
  return `// Not exported itself.\n${declared}`;
}

function page({ entry, declarations, again }: Surface): string {
  const also = [...again].map(
    ([from, names]) => `All as in \`${SPECIFIERS[from]}\`: ${names.join(', ')}.\n`,
  );
  return [
    `# What \`${SPECIFIERS[entry]}\` exports`,
    '',
    'Written by `npm run api:report` from the built types. A change here is a change for users.',
    '',
    '```ts',
    declarations.join('\n\n'),
    '```',
    '',
    ...also,
  ].join('\n');
}
