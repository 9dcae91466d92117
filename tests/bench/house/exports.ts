import { type Identifier, type Node, SyntaxKind } from "typescript/unstable/ast";
import { isBindingElement, isIdentifier, isImportSpecifier } from "typescript/unstable/ast/is";
import { type Checker, type Symbol as Symbol_, SymbolFlags } from "typescript/unstable/async";
import { type ParsedFile, type ParsedProgram, sourcesOf, walk } from "./program.ts";

/** Who refers to an export: another file of the program, a test (or the demo), its own file beside the declaration. */
export interface Export {
  file: string;
  name: string;
  bySource: boolean;
  byTests: boolean;
  byItself: boolean;
}

/** A name taken out of an object: `{ a }` or `{ a: b }`. The compiler says what the variable is, not what was taken. */
const takenFrom = (node: Identifier): Node | null => {
  const { parent } = node;
  if (parent === undefined || !isBindingElement(parent)) return null;
  const isName = parent.propertyName === node || (parent.propertyName === undefined && parent.name === node);
  return isName && parent.parent.kind === SyntaxKind.ObjectBindingPattern ? parent.parent : null;
};

/** What the identifiers of one file stand for, in the same order; undefined: nothing that the compiler knows. */
async function symbolsOf(checker: Checker, nodes: Identifier[]): Promise<(Symbol_ | undefined)[]> {
  const symbols = await checker.getSymbolAtLocation(nodes);
  const patterns = nodes.map(takenFrom);
  for (const [index, pattern] of patterns.entries()) {
    if (pattern === null) continue;
    const type = await checker.getTypeAtLocation(pattern);
    symbols[index] = type && (await checker.getPropertyOfType(type, nodes[index]!.text));
  }
  return symbols;
}

/** Every export of the program's own files, with who refers to it. What is passed on by another file counts as used by that file. */
export async function exportsOf({ files, checker }: ParsedProgram): Promise<Export[]> {
  const bySymbol = new Map<number, Export & { declarations: number }>();
  for (const { path, tree } of sourcesOf(files)) {
    const module = await checker.getSymbolAtLocation(tree);
    for (const symbol of module === undefined ? [] : await checker.getExportsOfModule(module)) {
      // `export * from` brings those of another file.
      const own = symbol.declarations.filter((one) => one.path === tree.path).length;
      if (own === 0) continue;
      const unused = { bySource: false, byTests: false, byItself: false };
      bySymbol.set(symbol.id, { file: path, name: symbol.name, ...unused, declarations: own });
    }
  }
  const names = new Set([...bySymbol.values()].map((one) => one.name));

  const chains = new Map<number, number[]>();
  /** A symbol and all that it is another name for. */
  const chainOf = async (symbol: Symbol_): Promise<number[]> => {
    const known = chains.get(symbol.id);
    if (known) return known;
    const next = symbol.flags & SymbolFlags.Alias ? await checker.getImmediateAliasedSymbol(symbol) : undefined;
    const chain = [symbol.id, ...(next === undefined ? [] : await chainOf(next))];
    chains.set(symbol.id, chain);
    return chain;
  };

  for (const file of files) {
    const nodes = identifiersOf(file, names);
    const own = new Map<Export, number>();
    for (const symbol of await symbolsOf(checker, nodes)) {
      for (const id of symbol === undefined ? [] : await chainOf(symbol)) {
        const found = bySymbol.get(id);
        if (found === undefined) continue;
        if (found.file === file.path) {
          const count = (own.get(found) ?? 0) + 1;
          own.set(found, count);
          if (count > found.declarations) found.byItself = true;
        } else if (file.isSource) found.bySource = true;
        else found.byTests = true;
      }
    }
  }
  return [...bySymbol.values()].map(({ declarations: _, ...one }) => one);
}

function identifiersOf({ tree }: ParsedFile, names: ReadonlySet<string>): Identifier[] {
  const found: Identifier[] = [];
  walk(tree, (node) => {
    const renamed = node.parent !== undefined && isImportSpecifier(node.parent);
    if (isIdentifier(node) && (renamed || names.has(node.text))) found.push(node);
    return undefined;
  });
  return found;
}
