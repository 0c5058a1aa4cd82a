import ts from 'typescript';

/** A declaration of a built `.d.ts`, without comments and private members. */
export function printDeclaration(declaration: ts.Declaration): string {
  // A constant's statement says `declare const`; its declaration alone does not.
  const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });
  const printed = printer.printNode(ts.EmitHint.Unspecified, node, declaration.getSourceFile());
  return printed
    .split('\n')
    .filter((line) => !/^\s*(#private;|private .*;)$/.test(line))
    .map((line) => line.replace(/^( {4})+/, (indent) => indent.slice(indent.length / 2)))
    .join('\n')
    .replace(/^export /, '');
}

/** What the symbols' declarations speak of, declared in this folder and not among the symbols. */
export interface Mentioned {
  /** Types by name, which nobody can import. */
  readonly types: readonly ts.Symbol[];
  /** Constants whose type is taken with `typeof`: that type is there for everybody. */
  readonly constants: readonly ts.Symbol[];
}

export function mentionedBy(
  symbols: Iterable<ts.Symbol>,
  checker: ts.TypeChecker,
  folder: string,
): Mentioned {
  const known = new Set(symbols);
  const types = new Set<ts.Symbol>();
  const constants = new Set<ts.Symbol>();
  const visit = (node: ts.Node): void => {
    const name = referredName(node);
    const symbol = name && resolve(checker.getSymbolAtLocation(name), checker);
    if (symbol && !known.has(symbol) && isDeclaredIn(symbol, folder)) {
      (ts.isTypeQueryNode(node) ? constants : types).add(symbol);
    }
    if (!isPrivate(node)) ts.forEachChild(node, visit);
  };
  for (const symbol of known) symbol.declarations?.forEach(visit);
  return { types: [...types], constants: [...constants] };
}

function referredName(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isExpressionWithTypeArguments(node)) return node.expression;
  return ts.isTypeQueryNode(node) ? node.exprName : undefined;
}

function resolve(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Symbol | undefined {
  const alias = symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isDeclaredIn(symbol: ts.Symbol, folder: string): boolean {
  const [declaration] = symbol.declarations ?? [];
  if (!declaration || ts.isTypeParameterDeclaration(declaration)) return false;
  return declaration.getSourceFile().fileName.startsWith(folder);
}

function isPrivate(node: ts.Node): boolean {
  if (!ts.canHaveModifiers(node)) return false;
  const modifiers = ts.getModifiers(node) ?? [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
}
