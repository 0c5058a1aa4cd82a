import { posix } from 'node:path';

import ts from 'typescript';

/** For every file the files it loads. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * The relative imports of a source text, as paths in the repository. Left out: `import type`, which
 * is gone at run time, and `import()`, which is how a file says that it can wait.
 */
export function loadedFiles(file: string, text: string): string[] {
  return ts
    .createSourceFile(file, text, ts.ScriptTarget.Latest)
    .statements.flatMap((statement) => moduleSpecifier(statement) ?? [])
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(file), specifier));
}

function moduleSpecifier(statement: ts.Statement): string | undefined {
  if (ts.isImportDeclaration(statement)) {
    const typeOnly = statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return typeOnly ? undefined : textOf(statement.moduleSpecifier);
  }
  if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) return undefined;
  return textOf(statement.moduleSpecifier);
}

function textOf(node: ts.Expression | undefined): string | undefined {
  return node && ts.isStringLiteral(node) ? node.text : undefined;
}

/** The circles of a graph, one for each import that closes one, spelled out from file to file. */
export function findCircles(graph: ImportGraph): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      circles.push([...path.slice(start), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return circles;
}
