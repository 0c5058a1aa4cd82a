import ts from 'typescript';

/** What TypeScript says of these files, as a project that uses a package would hear it. */
export function typeErrors(
  files: readonly string[],
  options: ts.CompilerOptions = {},
): readonly string[] {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    ...options,
  });
  return ts.getPreEmitDiagnostics(program).map((problem) => {
    const text = ts.flattenDiagnosticMessageText(problem.messageText, '\n');
    if (!problem.file) return text;
    const { line } = problem.file.getLineAndCharacterOfPosition(problem.start ?? 0);
    const at = problem.file.text.split('\n')[line]?.trim() ?? '';
    return `${problem.file.fileName.replace(/^.*\//, '')}: ${text}\n    ${at}`;
  });
}

/** TypeScript without its types, for Node. */
export function withoutTypes(code: string): string {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  return outputText;
}
