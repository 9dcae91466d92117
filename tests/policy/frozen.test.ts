// Guarantee: Least privilege.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Run, taskOf } from "../../src/engine/run.ts";
import { isHarmless } from "../../src/policy/plain-call.ts";
import { policy } from "../../src/policy/policy.ts";
import { endedCommand } from "../../src/run/audit/take-in.ts";
import { briefOf } from "../../src/run/life/brief.ts";
import { change, readRun } from "../../src/run/life/run.ts";
import { VERSION } from "../../src/version.ts";
import { dispatchTask, type MadeRun, makeRun } from "../cli/make-run.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import type { Brief } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { noteWritten } from "../harness/written.ts";
import { BUILD } from "../workflows/multi-ai/ids.ts";
import { toolCall } from "./call.ts";

afterAll(cleanup);

const FROZEN = ["spec/**", "*.golden"];
const FILES = { "spec/a.test.ts": "test one\n", "spec/deep/b.test.ts": "test two\n", "src/x.golden": "gold\n" };

interface Building extends MadeRun {
  given: Brief;
}

/** A run whose implementation is at work. */
async function building(files: Record<string, string> = FILES): Promise<Building> {
  const root = makeProject({ files });
  const at = (id: string) => (run: Run) => taskOf(run, id)?.status === "ready";
  const made = await makeRun({ root, auto: true, frozen: FROZEN, until: at(BUILD) });
  const given = await dispatchTask(made.project, made.run, taskOf(made.run, BUILD)!);
  const { run } = change(made.project, (now) => [
    { do: "bind", task: BUILD, call: taskOf(now!, BUILD)!.dispatch!.call, agent: "builder" },
  ]);
  return { ...made, run: run!, given };
}

let made: Building;
beforeAll(async () => {
  made = await building();
  symlinkSync("../spec/a.test.ts", join(made.root, "src/link.ts"));
});

const payload = (tool: string, input: object, agent: string | null = "builder") =>
  toolCall(tool, input, { agent, type: agent === "builder" ? "multi-ai:implementer" : "general-purpose" });

function answer(tool: string, input: object, agent: string | null = "builder"): string {
  const output = policy(payload(tool, input, agent), made.project);
  if (output === null || typeof output === "symbol") return "silent";
  const { permissionDecision: decision, permissionDecisionReason: reason } = output.hookSpecificOutput as Record<
    string,
    string
  >;
  return `${decision}: ${reason}`;
}

describe("a frozen file", () => {
  test.each([
    "spec/a.test.ts",
    "spec/new.test.ts",
    "src/x.golden",
    "src/link.ts",
    "src/../spec/deep/b.test.ts",
    "SPEC/a.test.ts",
  ])("is not written by an agent: %s", (path) => {
    for (const tool of ["Write", "Edit"]) {
      const said = answer(tool, { file_path: join(made.root, path) });
      expect(said).toStartWith("deny: ");
      expect(said).toContain('is frozen by the person ("frozen" in .claude/multi-ai.json)');
      expect(said).toContain('say in "deviations" of .task/impl-result.json');
    }
  });

  test("others are, and the person's own agent is not held", () => {
    expect(answer("Write", { file_path: join(made.root, "src/a.ts") })).toBe("silent");
    expect(answer("Write", { file_path: join(made.root, "spec/a.test.ts") }, "another")).toBe("silent");
    expect(answer("Bash", { command: "rm spec/a.test.ts" }, "another")).toBe("silent");
  });

  test.each([
    "echo x > spec/a.test.ts",
    "echo x >> src/x.golden",
    "rm spec/a.test.ts",
    "rm -rf spec",
    "rm -rf ./src",
    "mv spec old",
    "git mv spec/a.test.ts spec/c.test.ts",
    "git rm -q spec/a.test.ts",
    "sed -i s/one/two/ spec/*.ts",
    "cd spec && sed -i s/one/two/ a.test.ts",
    "cp src/a.ts spec/a.test.ts",
    "touch src/link.ts",
  ])("is not changed by a command: %s", (command) => {
    expect(answer("Bash", { command })).toMatch(/^deny: Denied by multi-ai: \S+ is frozen by the person/);
    expect(answer("Bash", { command }, null)).toMatch(/^ask: Asked by multi-ai: \S+ is frozen by the person/);
    expect(isHarmless(payload("Bash", { command }, null), made.root, VERSION)).toBe(false);
  });

  test.each([
    "bun test spec/a.test.ts",
    "cat spec/*.ts",
    "git checkout HEAD -- spec/a.test.ts",
    "rm -rf dist",
    "rm -f spec/added.test.ts",
  ])("may be read, run and put back: %s", (command) => expect(answer("Bash", { command })).toBe("silent"));

  test("is named in the briefs of those who plan, make or judge the change", async () => {
    const text = (id: string) => {
      const task = taskOf(made.run, id)!;
      return briefOf(made.project, made.run, task, "0".repeat(32), null);
    };
    const named = "## Frozen by the person\nNo agent changes, adds or deletes what matches: `spec/**`, `*.golden`. ";
    expect(await text("T6")).toContain(`${named}What should change in such a file goes into \`deviations\``);
    for (const id of ["T2", "T3", "T7"]) expect(await text(id)).toContain(`${named}Ask for no change there.`);
    expect(await text("T1")).not.toContain("Frozen");
  });
});

/** The implementer's work as it is taken in, with what it did to the project beside it. */
async function handedIn(one: Building, deviations: string[] = []) {
  const work = honest()(one.given) as { artifact: object; edits?: Record<string, string> };
  for (const [path, text] of Object.entries(work.edits ?? {})) {
    mkdirSync(dirname(join(one.root, path)), { recursive: true });
    writeFileSync(join(one.root, path), text);
  }
  const { task, nonce, writes } = one.given;
  writeFileSync(writes, JSON.stringify({ task, nonce, ...work.artifact, deviations }));
  noteWritten(one.project, BUILD);
  const run = readRun(one.project)!;
  const command = await endedCommand(one.project, run, taskOf(run, BUILD)!, true);
  if (command.do !== "ended") throw new Error(command.do);
  return command;
}

async function problemsOf(one: Building): Promise<string[]> {
  const { result } = await handedIn(one);
  return result.ok ? [] : result.problems;
}

/** The same without git. */
async function withoutGit({ root }: Building): Promise<Building> {
  rmSync(join(root, ".git"), { recursive: true });
  rmSync(join(root, ".task"), { recursive: true });
  const until = (run: Run) => taskOf(run, BUILD)?.status === "ready";
  const again = await makeRun({ root, auto: true, frozen: FROZEN, until });
  const given = await dispatchTask(again.project, again.run, taskOf(again.run, BUILD)!);
  change(again.project, (now) => [
    { do: "bind", task: BUILD, call: taskOf(now!, BUILD)!.dispatch!.call, agent: "builder" },
  ]);
  return { ...again, given };
}

describe.each(["with git", "without git"])("frozen files that changed during a task (%s)", (kind) => {
  test("are named, nobody is told to remove or overwrite one, and what the agent names the person decides about", async () => {
    const made = await building(FILES);
    const current = kind === "without git" ? await withoutGit(made) : made;
    const at = (path: string) => join(current.root, path);
    writeFileSync(at("spec/a.test.ts"), "the person's own\n");
    writeFileSync(at("spec/it's new.ts"), "mine\n");
    renameSync(at("src/x.golden"), at("src/y.txt"));
    rmSync(at("spec/deep/b.test.ts"));
    const problems = await problemsOf(current);
    expect(problems.map((one) => /: (.*) while you worked/.exec(one)?.[1])).toEqual([
      "spec/a.test.ts was modified",
      "spec/deep/b.test.ts was deleted",
      "spec/it's new.ts was added",
      "src/x.golden was deleted",
    ]);
    for (const one of problems) {
      expect(one).toContain("else leave it: it may be the person's own work");
      expect(one).not.toMatch(/\b(?:rm|cp|checkout|git)\b|`/);
    }

    const paths = ["spec/a.test.ts", "spec/deep/b.test.ts", "spec/it's new.ts", "src/x.golden"];
    const command = await handedIn(current, [`not mine: ${paths.join(", ")}`]);
    expect([command.result.ok, command.noticed?.what]).toEqual([true, "stray-change"]);
    const { run } = change(current.project, () => [command]);
    expect(taskOf(run!, BUILD)!.status).toBe("done");
    expect(run!.questions.map(({ kind }) => kind)).toEqual(["noticed"]);
    expect(run!.notices!.at(-1)!.text).toContain("spec/a.test.ts, spec/deep/b.test.ts, spec/it's new.ts, src/x.golden");
    expect(readFileSync(at("spec/a.test.ts"), "utf8")).toBe("the person's own\n");
  });
});
