// How the hook's bundles share modules: small layers in a folder of their own, built and run.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Layer, layerPlugins } from "../../scripts/bundle-layers.ts";
import { libraryPlugins } from "../../scripts/bundle-library.ts";
import { repository, run, tempFolder, write } from "./temp-plugin.ts";

const temp = tempFolder("layers");
afterAll(temp.remove);
const built = join(temp.path, "built");

/** Modules under one folder, by name; the layers `main` and, loaded at a first call, `late`; `parse` is a bundle apart. */
async function bundled(name: string, modules: Record<string, string>): Promise<(...args: string[]) => string> {
  const folder = join(temp.path, name);
  for (const [path, text] of Object.entries(modules)) write(join(folder, path), text);
  const at = (path: string) => join(folder, path);
  const layers: Layer[] = [
    { entry: at("main.ts"), file: "./main.js" },
    { entry: at("late-entry.ts"), file: "./late.js", atFirstCall: true },
    { entry: at("rare-entry.ts"), file: "./rare.js" },
  ];
  const apart = new Map([[at("parse.ts"), "./parse.js"]]);
  const library = { name: "zod/mini", entry: at("library.ts"), file: "./library.js" };
  const own = [...layers.map((layer) => layer.entry), at("parse.ts")];
  const plugins = [await libraryPlugins(library, own), await layerPlugins(layers, apart)];
  const out = join(built, name);
  const bundles = [...layers.map(({ entry, file }) => [entry, file]), [at("parse.ts"), "./parse.js"]];
  for (const [entry, file] of [...bundles, [library.entry, library.file]]) {
    const result = await Bun.build({
      entrypoints: [entry!],
      target: "bun",
      format: "cjs",
      plugins: plugins.flatMap((one) => one.get(entry!) ?? []),
      outdir: out,
      naming: file!.slice(2),
    });
    expect(result.success).toBe(true);
  }
  return (...args) => {
    const { stdout, stderr } = run([process.execPath, join(out, "main.js"), ...args], { cwd: out, env: {} });
    return stdout + stderr;
  };
}

const MODULES = {
  "main.ts": `
import { base } from "./base.ts";
import { count, LIMIT, NAME } from "./late.ts";
console.log("main", base, LIMIT, NAME);
async function main(word?: string) {
  if (word === "call") console.log(count(2), count(3));
  if (word === "rare") console.log((await import("./rare.ts")).rare(4));
  if (word === "parse") console.log((await import("./parse.ts")).parsed("text"));
}
void main(process.argv[2]);
`,
  "base.ts": `export const base = "base";\n`,
  "late.ts": `
import { base } from "./base.ts";
console.log("late is loaded, with", base);
export const LIMIT = 7;
export const NAME = "a \\"name\\"";
export const count = (n: number): number => n * LIMIT;
export class Problem extends Error {}
`,
  "late-entry.ts": `export { count } from "./late.ts";\n`,
  "rare.ts": `
import { count } from "./late.ts";
console.log("rare is loaded");
export const rare = (n: number): number => count(n);
`,
  "rare-entry.ts": `export { rare } from "./rare.ts";\n`,
  "parse.ts": `
import * as z from "zod/mini";
type Text = z.infer<typeof text>;
const text = z.string().check(z.minLength(2));
export const parsed = (value: unknown): Text => text.parse(value);
`,
  "library.ts": "export {};\n",
};

mkdirSync(join(temp.path, "node_modules"), { recursive: true });
symlinkSync(join(repository, "node_modules", "zod"), join(temp.path, "node_modules", "zod"));

test("a layer that is loaded at a first call is not loaded before; its constants are there all the same", async () => {
  const main = await bundled("calls", MODULES);
  expect(main()).toBe('main base 7 a "name"\n');
  expect(main("call")).toBe('main base 7 a "name"\nlate is loaded, with base\n14 21\n');
});

test("a later layer calls it as well, and it is set up once", async () => {
  const main = await bundled("twice", MODULES);
  expect(main("rare")).toBe('main base 7 a "name"\nrare is loaded\nlate is loaded, with base\n28\n');
});

test("the library ships once, with what is taken of it", async () => {
  const main = await bundled("library", MODULES);
  expect(main("parse")).toBe('main base 7 a "name"\ntext\n');
  const texts = (name: string) => Bun.file(join(built, "library", name)).text();
  expect(await texts("parse.js")).toContain('require("./library.js")');
  expect(await texts("parse.js")).not.toContain("$ZodType");
  expect(await texts("library.js")).toContain("$ZodType");
});

test.each([
  ["a class", "Problem"],
  ["an object", "TABLE"],
])("%s cannot be had before its layer is loaded: the build says which", async (_, name) => {
  const modules = {
    ...MODULES,
    "late.ts": `${MODULES["late.ts"]}export const TABLE = { a: 1 };\n`,
    "main.ts": `import { ${name} } from "./late.ts";\nconsole.log(${name});\n`,
  };
  expect(bundled(`values-${name}`, modules)).rejects.toThrow(
    new RegExp(`late\\.ts: ${name} is needed before \\./late\\.js`),
  );
});

test("a layer that is not loaded at a first call cannot be needed at once", async () => {
  const modules = { ...MODULES, "main.ts": `import { rare } from "./rare.ts";\nconsole.log(rare(1));\n` };
  expect(bundled("at-once", modules)).rejects.toThrow(/main\.ts needs \.\/rare\.ts at once/);
});
