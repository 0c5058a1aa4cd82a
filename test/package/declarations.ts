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

/** Names of types of this folder that the symbols' declarations use and that are not among them. */
export function namesMentioned(
  symbols: Iterable<ts.Symbol>,
  checker: ts.TypeChecker,
  folder: string,
): string[] {
  const known = new Set(symbols);
  const missing = new Set<string>();
  const visit = (node: ts.Node): void => {
    const name = referredName(node);
    const symbol = name && resolve(checker.getSymbolAtLocation(name), checker);
    if (symbol && !known.has(symbol) && isDeclaredIn(symbol, folder)) missing.add(symbol.name);
    if (!isPrivate(node)) ts.forEachChild(node, visit);
  };
  for (const symbol of known) symbol.declarations?.forEach(visit);
  return [...missing].sort();
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
