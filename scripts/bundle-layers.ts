/**
 * How the hook's bundles share modules. The first layer is loaded for every event that needs more than a look; each later
 * one on use. A module lies in the lowest layer that reaches it, and later ones take it from there, so that it ships once
 * and is set up once per process.
 */
import { dirname, resolve } from "node:path";
import type { BunPlugin } from "bun";

export interface Layer {
  /** The module it is built from; what a later layer's entry re-exports is what other layers load on use. */
  entry: string;
  /** As the other bundles require it, e.g. `./work.js`. */
  file: string;
}

/** A module that another layer takes, with the names it takes. */
type Shared = Map<string, Set<string>>;

/** The bundler plugins of each layer, by its entry. `apart`: modules that are bundles of their own. Throws when a layer needs a later one at once. */
export async function layerPlugins(layers: Layer[], apart: Map<string, string>): Promise<Map<string, BunPlugin>> {
  const onUse = new Map(apart);
  for (const { entry, file } of layers.slice(1))
    for (const module of (await namesIn(entry)).keys()) onUse.set(module, file);
  const layerOf = new Map<string, Layer>();
  for (const layer of layers) {
    const entries = layer === layers[0] ? [layer.entry] : [layer.entry, ...(await namesIn(layer.entry)).keys()];
    await place(layer, entries, layerOf, onUse);
  }
  const shared = await sharedNames(layerOf);
  return new Map(
    layers.map((layer, index) => {
      const earlier = new Set(layers.slice(0, index));
      return [layer.entry, plugin(layer, earlier, layerOf, onUse, shared)];
    }),
  );
}

/** Puts the modules that these reach, and that lie in no earlier layer, into this one. */
async function place(layer: Layer, from: string[], layerOf: Map<string, Layer>, onUse: Map<string, string>) {
  for (const module of from) {
    if (layerOf.has(module)) continue;
    layerOf.set(module, layer);
    for (const { path, kind, module: next } of await importsOf(module)) {
      const file = onUse.get(next);
      if (file === undefined || file === layer.file) await place(layer, [next], layerOf, onUse);
      else if (kind === "import-statement" && !layerOf.has(next))
        throw new Error(`${module} needs ${path} at once, which is loaded on use from ${file}`);
    }
  }
}

/** What each module gives to modules of other layers. */
async function sharedNames(layerOf: Map<string, Layer>): Promise<Shared> {
  const shared: Shared = new Map();
  for (const [module, layer] of layerOf)
    for (const [from, names] of [...(await namesIn(module)), ...(await loadedLate(module))]) {
      const home = layerOf.get(from);
      if (home === undefined || home === layer) continue;
      const known = shared.get(from) ?? new Set();
      for (const name of names) known.add(name);
      shared.set(from, known);
    }
  return new Map([...shared].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The name that a shared one has between the bundles: two modules may use the same. */
const alias = (shared: Shared, module: string, name: string): string => `${name}$${[...shared.keys()].indexOf(module)}`;

function plugin(
  layer: Layer,
  earlier: Set<Layer>,
  layerOf: Map<string, Layer>,
  onUse: Map<string, string>,
  shared: Shared,
): BunPlugin {
  const own = [...shared].filter(([module]) => layerOf.get(module) === layer);
  const files = new Set([...earlier].map((one) => one.file));
  const exported = own
    .map(([module, names]) => {
      const list = [...names].sort().map((name) => `${name} as ${alias(shared, module, name)}`);
      return `export { ${list.join(", ")} } from ${JSON.stringify(module)};\n`;
    })
    .join("");
  return {
    name: `layer ${layer.file}`,
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path, importer }) => {
        if (files.has(path)) return { path, external: true };
        const module = resolve(dirname(importer), path);
        const home = layerOf.get(module);
        if (home === layer) return undefined;
        if (home !== undefined && earlier.has(home)) return { path: module, namespace: "taken" };
        const file = onUse.get(module);
        return file === undefined ? undefined : { path: file, external: true };
      });
      build.onLoad({ filter: /./, namespace: "taken" }, ({ path }) => {
        const names = [...shared.get(path)!].sort().map((name) => `${alias(shared, path, name)} as ${name}`);
        return { contents: `export { ${names.join(", ")} } from "${layerOf.get(path)!.file}";`, loader: "js" };
      });
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const text = await Bun.file(path).text();
        return { contents: path === layer.entry ? `${text}\n${exported}` : text, loader: "ts" };
      });
    },
  };
}

/** The names that a module imports or passes on, by the file that they come from; types left out. */
async function namesIn(file: string): Promise<Map<string, Set<string>>> {
  const names = new Map<string, Set<string>>();
  const source = await Bun.file(file).text();
  for (const [, list, from] of source.matchAll(/^(?:import|export) \{([^}]*)\} from "(\.[^"]+)"/gm)) {
    const values = list!.split(",").map((one) => one.trim().split(" as ")[0]!);
    const path = resolve(dirname(file), from!);
    const known = names.get(path) ?? new Set();
    for (const name of values) if (name !== "" && !name.startsWith("type ")) known.add(name);
    if (known.size > 0) names.set(path, known);
  }
  return names;
}

const transpiler = new Bun.Transpiler({ loader: "ts" });

/** The modules of ours that one imports at once or on use. */
async function importsOf(file: string) {
  const imports = transpiler.scanImports(await Bun.file(file).text());
  return imports
    .filter(({ path }) => path.startsWith("."))
    .map((one) => ({ ...one, module: resolve(dirname(file), one.path) }));
}

/** The modules that one imports on use, with all that they export: which of it is taken cannot be read. */
async function loadedLate(file: string): Promise<[string, Set<string>][]> {
  const late = (await importsOf(file)).filter(({ kind }) => kind !== "import-statement");
  return Promise.all(
    late.map(async ({ module }): Promise<[string, Set<string>]> => {
      const { exports } = transpiler.scan(await Bun.file(module).text());
      return [module, new Set(exports)];
    }),
  );
}
