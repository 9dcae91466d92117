// Which folder may import from which: the whole graph of the house, read from the real imports.
// Runs: together.
import { describe, expect, test } from "bun:test";
import { dirname, join, normalize } from "node:path";
import { Glob } from "bun";

const root = join(import.meta.dir, "..", "..", "src");
const files = [...new Glob("**/*.ts").scanSync(root)]
  .filter((file) => !file.endsWith(".d.ts"))
  .sort();

interface Import {
  from: string;
  to: string;
  /** Types vanish when the program is built: they tie nothing together. */
  type: boolean;
}

const IMPORT =
  /^(?:import|export)\s+(type\s+)?(?:[^"';]*?\s+from\s+)?"([^"]+)"|\b(?:import|require)\("([^"]+)"\)/gm;

async function importsOf(file: string): Promise<Import[]> {
  const source = await Bun.file(join(root, file)).text();
  return [...source.matchAll(IMPORT)].map(([, type, name, lazy]) => {
    const target = (name ?? lazy)!;
    const to = target.startsWith(".") ? normalize(join(dirname(file), target)) : target;
    return { from: file, to, type: type !== undefined };
  });
}

const imports = (await Promise.all(files.map(importsOf))).flat();
const inside = (one: Import): boolean => one.to.endsWith(".ts") && !one.to.startsWith("..");
const shown = (one: Import): string => `${one.from} → ${one.to}`;

/** Folders of what every workflow has. */
const OF_ALL = ["contract", "money", "words"];

/**
 * The room that a file lies in: its folder, that of one workflow, or for a file at the top its own
 * name.
 */
function roomOf(file: string): string {
  const [first, second, third] = file.split("/");
  if (second === undefined) return first!.replace(/\.ts$/, "");
  const isPart = first === "workflows" && third !== undefined && !OF_ALL.includes(second!);
  return isPart ? `workflows/${second}` : first!;
}

/** Rooms that serve everybody: constants alone. */
const EVERYBODYS = ["version", "plugin"];
/** Parts that workflows share; every other folder in `workflows/` is one workflow. */
const SHARED = [
  "workflows/kit",
  "workflows/review",
  "workflows/execute",
  "workflows/small",
  "workflows/tests",
];

const DOORS = ["process", "store", "project", "host", "providers"];
const CORE = ["engine", "settings", "text", "command-line", "prices"];

/**
 * Which room may import from which. `engine` and `settings` are named where their types, or pure
 * functions, are needed.
 */
const MAY: Record<string, string[]> = {
  text: [],
  /** What tokens cost: figures and sums alone. */
  prices: [],
  settings: ["command-line"],
  process: [],
  "command-line": [],
  /** How test runners are asked for a report, and what it says. */
  runners: ["project", "store", "command-line"],
  engine: ["settings", "command-line"],
  store: ["process"],
  /** Of `store` the reading of JSON alone. */
  providers: ["process", "store"],
  project: ["process", "store", "text", "command-line"],
  host: ["process", "store", "project", "engine", "text"],
  record: ["engine", "command-line", "store", "project", "process", "runners"],
  /** Contract, table, fields and words; the table alone names a workflow's folder. */
  workflows: [...CORE, "record", "runners", "project", "store", "process"],
  /** Each workflow's own folder. */
  "workflows/*": [
    ...CORE,
    "workflows",
    ...SHARED,
    "record",
    "runners",
    "project",
    "store",
    "process",
  ],
  render: [...CORE, "workflows"],
  run: [...CORE, ...DOORS, "record", "workflows", "render"],
  policy: ["engine", "host", "project", "record", "run", "workflows"],
  hooks: [...CORE, ...DOORS, "record", "workflows", "render", "run", "policy", "program"],
  /** Of `workflows/tests` how a run of the tests is told. */
  cli: [...CORE, ...DOORS, "record", "workflows", "workflows/tests", "render", "run", "policy"],
  hook: ["host", "policy", "hooks"],
  program: ["host", "hooks", "cli", "check"],
  orchestrator: ["hooks"],
  "check-start": ["hooks"],
  check: [...CORE, ...DOORS, "record", "workflows", "render", "run"],
  /** Quick to start: what it needs of these loads nothing else. */
  version: [],
  plugin: [],
};

const TABLE = "workflows/index.ts";

function mayImport(one: Import): boolean {
  const [from, to] = [roomOf(one.from), roomOf(one.to)];
  if (from === to || EVERYBODYS.includes(to)) return true;
  if (one.from === TABLE && to.startsWith("workflows/")) return true;
  const allowed = MAY[from.startsWith("workflows/") ? "workflows/*" : from];
  return allowed?.includes(to) ?? false;
}

test("imports are found, those over several lines and those of types too", () => {
  const of = (file: string) => imports.filter((one) => one.from === file);
  expect(files.length).toBeGreaterThan(50);
  expect(of("engine/decide.ts")).toContainEqual({
    from: "engine/decide.ts",
    to: "engine/workflow.ts",
    type: true,
  });
  expect(of("hooks/index.ts").map((one) => one.to)).toContain("hooks/agents/stops.ts");
  expect(of("hooks/index.ts").map((one) => one.to)).toContain("hooks/prompts/prompts.ts");
  expect(of("workflows/index.ts").map((one) => one.to)).toContain("workflows/team/index.ts");
});

test("a folder holds at most fourteen files", () => {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > 14)).toEqual([]);
});

test("every file that is imported exists", () => {
  for (const one of imports)
    if (inside(one)) expect([shown(one), files.includes(one.to)]).toEqual([shown(one), true]);
});

describe("the house", () => {
  const rooms = [...new Set(files.map(roomOf))].sort();

  test.each(rooms)("%s has a row in the table", (room) => {
    expect(Object.keys(MAY)).toContain(room.startsWith("workflows/") ? "workflows/*" : room);
  });

  test.each(rooms)("%s imports only from rooms that it may know", (room) => {
    const wrong = imports.filter(
      (one) => inside(one) && roomOf(one.from) === room && !mayImport(one),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  test("an import that leads the wrong way is noticed", () => {
    const wrong = (from: string, to: string) => !mayImport({ from, to, type: true });
    expect(wrong("engine/decide.ts", "workflows/team/index.ts")).toBe(true);
    expect(wrong("run/results/accept.ts", "workflows/team/index.ts")).toBe(true);
    expect(wrong("workflows/team/index.ts", "workflows/multi-ai/plan.ts")).toBe(true);
    expect(wrong("store/files/lock.ts", "project/git/git.ts")).toBe(true);
    expect(wrong("workflows/team/index.ts", "workflows/review/verdict.ts")).toBe(false);
  });
});

test("no file imports itself over others", () => {
  const next = new Map<string, string[]>();
  for (const one of imports)
    if (inside(one) && !one.type) next.set(one.from, [...(next.get(one.from) ?? []), one.to]);
  const closed = new Set<string>();
  const visit = (file: string, trail: string[]): void => {
    if (trail.includes(file))
      throw new Error([...trail.slice(trail.indexOf(file)), file].join(" → "));
    if (closed.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...trail, file]);
    closed.add(file);
  };
  for (const file of files) visit(file, []);
});

test("the schema library is zod/mini: loading zod itself puts its words in the place of ours, in the whole process", () => {
  expect(
    imports.filter((one) => one.to.startsWith("zod") && one.to !== "zod/mini").map(shown),
  ).toEqual([]);
});

/** Programs: they are started, and nothing imports them. */
const PROGRAMS = ["check-start.ts", "hook.ts", "hooks/program/compile.ts", "orchestrator.ts"];

test("every file is a program, or is imported by another file", () => {
  const imported = new Set(imports.filter((one) => one.to !== one.from).map((one) => one.to));
  expect(files.filter((file) => !imported.has(file))).toEqual(PROGRAMS);
});
