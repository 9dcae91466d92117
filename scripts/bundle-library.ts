/** How a package ships once for all bundles of the hook that take it, with no more of it than they take. */
import type { BunPlugin } from "bun";
import { importsOf } from "./bundle-layers.ts";

/** A package that modules take by `import * as … from "<name>"`. */
export interface Library {
  name: string;
  /** The module that its bundle is built from; what is taken of the package is added to it. */
  entry: string;
  /** As the other bundles require it, e.g. `./schemas.js`. */
  file: string;
}

/** The bundler plugins of the library's bundle, and of those that are built from these entries; by entry. */
export async function libraryPlugins(library: Library, entries: string[]): Promise<Map<string, BunPlugin>> {
  const modules = new Set<string>();
  for (const entry of entries) await reach(entry, modules);
  const names = await namesTaken(library.name, modules);
  const taking = takes(library, names);
  return new Map([
    [library.entry, holds(library, names)],
    ...entries.map((entry): [string, BunPlugin] => [entry, taking]),
  ]);
}

/** Adds a module and all that it imports, at once or on use. */
async function reach(module: string, known: Set<string>): Promise<void> {
  if (known.has(module)) return;
  known.add(module);
  for (const one of await importsOf(module)) await reach(one.module, known);
}

const transpiler = new Bun.Transpiler({ loader: "ts" });

/** What these modules take of a package, types left out. */
async function namesTaken(library: string, modules: Iterable<string>): Promise<string[]> {
  const names = new Set<string>();
  for (const module of modules) {
    const code = transpiler.transformSync(await Bun.file(module).text());
    const alias = new RegExp(`import \\* as (\\w+) from "${library}"`).exec(code)?.[1];
    if (alias) for (const [, name] of code.matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, "g"))) names.add(name!);
  }
  return [...names].sort();
}

/** The library's own bundle. */
const holds = ({ name, entry }: Library, names: string[]): BunPlugin => ({
  name: `all of ${name}`,
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await Bun.file(path).text();
      const more = path === entry ? `\nexport { ${names.join(", ")} } from "${name}";\n` : "";
      return { contents: text + more, loader: "ts" };
    });
  },
});

/** A bundle that takes the library from its file. */
const takes = ({ name, file }: Library, names: string[]): BunPlugin => ({
  name: `${name} from ${file}`,
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${RegExp.escape(name)}$`) }, ({ path }) => ({ path, namespace: "library" }));
    build.onResolve({ filter: new RegExp(`^${RegExp.escape(file)}$`) }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /./, namespace: "library" }, () => ({
      contents: `export { ${names.join(", ")} } from "${file}";`,
      loader: "js",
    }));
  },
});
