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
  /** Others import its modules as any; what they get are functions that load this layer at their first call. */
  atFirstCall?: boolean;
}

/** A module that another layer takes, with the names it takes. */
type Shared = Map<string, Set<string>>;

/**
 * The bundler plugin of each layer, by its entry. `apart`: modules that are bundles of their own. Throws when a layer
 * needs a later one at once.
 */
export async function layerPlugins(layers: Layer[], apart: Map<string, string>): Promise<Map<string, BunPlugin>> {
  const onUse = new Map(apart);
  const called = new Set<string>();
  for (const { entry, file, atFirstCall } of layers.slice(1))
    for (const module of (await namesIn(entry)).keys()) {
      onUse.set(module, file);
      if (atFirstCall) called.add(module);
    }
  const layerOf = new Map<string, Layer>();
  for (const layer of layers) {
    const entries = layer === layers[0] ? [layer.entry] : [layer.entry, ...(await namesIn(layer.entry)).keys()];
    await place(layer, entries, layerOf, onUse, called);
  }
  const shared = await sharedNames(layerOf);
  const standIns = new Map<string, string>();
  for (const [module, names] of shared) {
    const { atFirstCall, file } = layerOf.get(module)!;
    if (atFirstCall) standIns.set(module, await standIn(module, names, file, shared));
  }
  return new Map(
    layers.map((layer, index) => {
      const earlier = new Set(layers.slice(0, index));
      return [layer.entry, plugin(layer, earlier, layerOf, onUse, shared, standIns)];
    }),
  );
}

/** Puts the modules that these reach, and that lie in no earlier layer, into this one. */
async function place(
  layer: Layer,
  from: string[],
  layerOf: Map<string, Layer>,
  onUse: Map<string, string>,
  called: Set<string>,
) {
  for (const module of from) {
    if (layerOf.has(module)) continue;
    layerOf.set(module, layer);
    for (const { path, kind, module: next } of await importsOf(module)) {
      const file = onUse.get(next);
      if (file === undefined || file === layer.file) await place(layer, [next], layerOf, onUse, called);
      else if (kind === "import-statement" && !layerOf.has(next) && !called.has(next))
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

/**
 * What a module looks like before the layer that it lies in is loaded: functions that load it, and constants. Throws for
 * anything else, which cannot be had before.
 */
async function standIn(module: string, names: Set<string>, file: string, shared: Shared): Promise<string> {
  const exports = await import(module);
  const lines = [...names].sort().map((name) => {
    const value = exports[name];
    if (typeof value === "number" || typeof value === "string")
      return `export const ${name} = ${JSON.stringify(value)};`;
    if (typeof value === "function" && !String(value).startsWith("class"))
      return `export const ${name} = (...all) => require("${file}").${alias(shared, module, name)}(...all);`;
    throw new Error(
      `${module}: ${name} is needed before ${file}, which is loaded when a function of it is called first`,
    );
  });
  return lines.join("\n");
}

/** The name that a shared one has between the bundles: two modules may use the same. */
const alias = (shared: Shared, module: string, name: string): string => `${name}$${[...shared.keys()].indexOf(module)}`;

function plugin(
  layer: Layer,
  earlier: Set<Layer>,
  layerOf: Map<string, Layer>,
  onUse: Map<string, string>,
  shared: Shared,
  standIns: Map<string, string>,
): BunPlugin {
  const own = [...shared].filter(([module]) => layerOf.get(module) === layer);
  const files = new Set([...layerOf.values()].map((one) => one.file));
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
        if (standIns.has(module)) return { path: module, namespace: "stands-in" };
        if (home !== undefined && earlier.has(home)) return { path: module, namespace: "taken" };
        const file = onUse.get(module);
        return file === undefined ? undefined : { path: file, external: true };
      });
      build.onLoad({ filter: /./, namespace: "taken" }, ({ path }) => {
        const names = [...shared.get(path)!].sort().map((name) => `${alias(shared, path, name)} as ${name}`);
        return { contents: `export { ${names.join(", ")} } from "${layerOf.get(path)!.file}";`, loader: "js" };
      });
      build.onLoad({ filter: /./, namespace: "stands-in" }, ({ path }) => ({
        contents: standIns.get(path)!,
        loader: "js",
      }));
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const text = requiring(await Bun.file(path).text(), (from) => {
          const module = resolve(dirname(path), from);
          return layerOf.get(module) !== layer && (layerOf.has(module) || onUse.has(module));
        });
        return { contents: path === layer.entry ? `${text}\n${exported}` : text, loader: "ts" };
      });
    },
  };
}

/** `import()` of another bundle goes over a thread of its own; `require` reads it here and now, which is quicker. */
const requiring = (source: string, isElsewhere: (path: string) => boolean): string =>
  source.replace(/(?<!typeof )\bimport\(("\.[^"]+")\)/g, (whole, path) =>
    isElsewhere(JSON.parse(path)) ? `require(${path})` : whole,
  );

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
export async function importsOf(file: string) {
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
