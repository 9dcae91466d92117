import { describe, expect, test } from "bun:test";
import { dirname, join, normalize } from "node:path";
import { Glob } from "bun";

const root = join(import.meta.dir, "..", "..", "src");
const files = [...new Glob("**/*.ts").scanSync(root)].filter((file) => !file.endsWith(".d.ts")).sort();

interface Import {
  from: string;
  to: string;
  /** Types vanish when the program is built: they tie nothing together. */
  type: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s+)?(?:[^"';]*?\s+from\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm;

async function importsOf(file: string): Promise<Import[]> {
  const source = await Bun.file(join(root, file)).text();
  return [...source.matchAll(IMPORT)].map(([, type, name, lazy]) => {
    const target = (name ?? lazy)!;
    const to = target.startsWith(".") ? normalize(join(dirname(file), target)) : target;
    return { from: file, to, type: type !== undefined };
  });
}

const imports = (await Promise.all(files.map(importsOf))).flat();
const folder = (path: string): string => (path.includes("/") ? path.slice(0, path.indexOf("/")) : "top");
const inside = (one: Import): boolean => one.to.endsWith(".ts") && !one.to.startsWith("..");
const shown = (one: Import): string => `${one.from} → ${one.to}`;

test("imports are found, those over several lines and those of types too", () => {
  const of = (file: string) => imports.filter((one) => one.from === file);
  expect(files.length).toBeGreaterThan(50);
  expect(of("engine/spawn.ts")).toContainEqual({ from: "engine/spawn.ts", to: "engine/workflow.ts", type: true });
  expect(of("adapters/artifact-file.ts").map((one) => one.to)).toContain("artifacts/checks.ts");
  expect(of("hooks/step.ts").map((one) => one.to)).toContain("engine/directive.ts");
});

test("every file that is imported exists", () => {
  for (const one of imports) if (inside(one)) expect([shown(one), files.includes(one.to)]).toEqual([shown(one), true]);
});

/** Which folder may import from which; hooks, cli and the entries from all. */
const MAY: Record<string, string[]> = {
  artifacts: ["artifacts"],
  engine: ["engine", "artifacts"],
  workflows: ["workflows", "engine", "artifacts"],
  render: ["render", "artifacts", "engine", "workflows", "top"],
  adapters: ["adapters", "artifacts", "engine", "render", "workflows", "top"],
};

describe.each(Object.entries(MAY))("%s", (name, allowed) => {
  test(`imports only from ${allowed.join(", ")}`, () => {
    const wrong = imports.filter(
      (one) => inside(one) && folder(one.from) === name && !allowed.includes(folder(one.to)),
    );
    expect(wrong.map(shown)).toEqual([]);
  });
});

test("nobody but hooks, cli and the entries imports hooks, cli or an entry", () => {
  const wrong = imports.filter(
    (one) =>
      inside(one) &&
      MAY[folder(one.from)] &&
      (["hooks", "cli"].includes(folder(one.to)) || /^[^/]+$/.test(one.to)) &&
      one.to !== "version.ts",
  );
  expect(wrong.map(shown)).toEqual([]);
});

test("workflows are data: of the engine they import types alone", () => {
  const wrong = imports.filter((one) => folder(one.from) === "workflows" && folder(one.to) === "engine" && !one.type);
  expect(wrong.map(shown)).toEqual([]);
});

test("no file imports itself over others", () => {
  const next = new Map<string, string[]>();
  for (const one of imports) if (inside(one) && !one.type) next.set(one.from, [...(next.get(one.from) ?? []), one.to]);
  const closed = new Set<string>();
  const visit = (file: string, trail: string[]): void => {
    if (trail.includes(file)) throw new Error([...trail.slice(trail.indexOf(file)), file].join(" → "));
    if (closed.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...trail, file]);
    closed.add(file);
  };
  for (const file of files) visit(file, []);
});

test("the schema library is loaded only with an artifact: the engine and what renders need none of it", () => {
  const heavy = new Set(["zod", "zod/mini"]);
  const users = imports.filter((one) => heavy.has(one.to) && !one.type).map(shown);
  expect(users.filter((one) => /^(?:(?:engine|render|workflows|hooks)\/|hook\.ts)/.test(one))).toEqual([]);
  for (const one of imports)
    if (["engine", "render", "workflows"].includes(folder(one.from)) && folder(one.to) === "artifacts" && !one.type)
      throw new Error(`${shown(one)} is no import of types`);
});
