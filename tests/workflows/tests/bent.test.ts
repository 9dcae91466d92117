// Guarantee: Tests are run by the program.
// What passed before a change is run on its code with all else as it was: whatever file bends a
// test, what it said is asked about; honest work beside changed tests and settings is not.
// Runs: in full too, first.
// In npm test: (?:imports: package\.json|a helper that asks where|was made anew|arguments in another way)
// In npm test: (?:a module that went with|tests that ask git|a test has another name|a helper gets a second)
import { afterEach, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { TICK } from "../../../src/project/listed.ts";
import { findProject, type Project } from "../../../src/project/project.ts";
import { changedFiles } from "../../../src/project/trees/changes.ts";
import { diskTree } from "../../../src/project/trees/disk-tree.ts";
import { runOne } from "../../../src/record/tests/run-tests.ts";
import { findRegressions } from "../../../src/workflows/tests/regression-check.ts";
import { isTestFile } from "../../../src/workflows/tests/test-file.ts";
import { running } from "../../harness/needs.ts";
import { cleanup, makeProject, writeFiles } from "../../harness/project.ts";
import TABLE from "./bent.yaml";

afterEach(cleanup);
process.env.PATH = `${join(import.meta.dir, "../../../node_modules/.bin")}:${process.env.PATH}`;

interface Given {
  needs?: string;
  module?: string;
  command: string;
  files: Record<string, string>;
}
interface Case {
  name: string;
  project: string;
  work: Record<string, string | null>;
  /** Whether what ran before is known; left out: of every other one. */
  seen?: boolean;
  lost?: string;
  untold?: string;
  /** How often commands run in a copy; left out: as often as they have to. */
  trials?: number;
}
const { projects, bent, holds, unknown } = TABLE as unknown as {
  projects: Record<string, Given>;
  bent: Case[];
  holds: Case[];
  unknown: Case[];
};

const hasModule = (name: string): boolean =>
  Bun.which("python3") !== null &&
  Bun.spawnSync(["python3", "-c", `import ${name}`]).exitCode === 0;
/** Of what is skipped by its own name. */
const isMissing = (command: string): boolean => Bun.which(command.split(" ")[0]!) === null;
/** What this machine lacks for a project, as a part of the name of a skipped test. */
const lackOf = ({ needs, module }: Given): string | null =>
  needs !== undefined && Bun.which(needs) === null
    ? needs
    : module !== undefined && !hasModule(module)
      ? module
      : null;

const treeOf = (project: Project): string => {
  const found = diskTree(project, { exclude: [] });
  if (!found.ok) throw new Error(found.problem);
  return found.tree;
};

/** A time after all that was written before, and before all that is written then. */
async function afterAll(): Promise<string> {
  await Bun.sleep(TICK);
  const began = new Date().toISOString();
  await Bun.sleep(TICK);
  return began;
}

/** What is asked about once a project has been changed so, and what is unknown of it. */
async function judged({ project: name, work }: Case, isSeen: boolean) {
  const { command, files } = projects[name]!;
  const root = makeProject({ files });
  const project = findProject(root);
  const commands = [command];
  // Two runs, before and now, are in the project itself.
  let trials = -2;
  const run = async (at: Project, some: readonly string[]) => {
    // Python takes what was compiled of a file of the same second and size for that file.
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
    const options = { env, signal: AbortSignal.timeout(600_000), timeoutMs: 300_000 };
    const ran = [];
    trials += 1;
    for (const text of some)
      ran.push((await runOne(at, { text, shellAllowed: false }, options)).ran);
    return ran;
  };
  const before = await run(project, commands);
  expect(before.map(({ state, lines }) => (state === "passed" ? [] : lines))).toEqual([[]]);
  const base = treeOf(project);
  const began = await afterAll();
  for (const [path, text] of Object.entries(work))
    if (text === null) rmSync(join(root, path));
    else writeFiles(root, { [path]: text });
  const now = await run(project, commands);
  expect(now.map(({ state, lines }) => (state === "passed" ? [] : lines))).toEqual([[]]);
  const tree = treeOf(project);
  const change = { base, tree, changed: changedFiles(project, base, tree) };
  const seen = isSeen ? { before, now } : null;
  const asked = { project, change, commands, run, seen, began, isTest: isTestFile };
  return { ...(await findRegressions(asked)), trials };
}

/** Each case as the chain sees it, with what ran before, or as a task of a plan, without. */
function cases(all: Case[], check: (one: Case, isSeen: boolean) => Promise<void>): void {
  for (const [at, one] of all.entries()) {
    const given = projects[one.project]!;
    const spec = running(given.command);
    const lack = spec !== test && isMissing(given.command) ? null : lackOf(given);
    if (lack === null)
      spec(`${one.project}: ${one.name}`, () => check(one, one.seen ?? at % 2 === 0));
    else test.skip(`${one.project}: ${one.name} (no ${lack})`, () => {});
  }
}

describe("asked about", () => {
  cases(bent, async (one, isSeen) => {
    const { regressed: lost, inconclusive: untold } = await judged(one, isSeen);
    expect([lost.join("\n"), untold]).toEqual([expect.stringContaining(one.lost!), null]);
  });
});

describe("told as unknown", () => {
  cases(unknown, async (one, isSeen) => {
    const { regressed: lost, inconclusive: untold, trials } = await judged(one, isSeen);
    expect([lost.join("\n"), untold, trials]).toEqual([
      one.lost ?? "",
      expect.stringContaining(one.untold!),
      one.trials ?? trials,
    ]);
  });
});

describe("not asked about", () => {
  cases(holds, async (one, isSeen) => {
    const { trials: _, ...found } = await judged(one, isSeen);
    expect(found).toEqual({ regressed: [], about: [], inconclusive: null });
  });
});
