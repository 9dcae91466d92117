// What a command has written below .planning is one commit on the branch that is checked out, where
// the project wants that.
// Runs: in full too.
// Not in npm test: ^a milestone.s archive|^an execution.*put aside
import { afterEach, describe, expect, test } from "bun:test";
import { beginningText } from "../../../src/run/start/begin-run.ts";
import { sceneOf } from "../../../src/workflows/index.ts";
import { phasesModule } from "../../../src/workflows/phases/index.ts";
import { readPlanning } from "../../../src/workflows/phases/planning/read.ts";
import { carriedOut } from "../../harness/phases/execute.ts";
import { planAnswer } from "../../harness/phases/plan.ts";
import { greeter } from "../../harness/phases/project.ts";
import { cleanup, type Files, git, makeProject, writeFiles } from "../../harness/project.ts";
import { brings, execute, PHASE, planFile, project } from "./execute/given.ts";
import { project as milestone } from "./milestone/given.ts";
import { PhasesRun, SingleRun } from "./play.ts";

afterEach(cleanup);

const FOLDER = ".planning/phases/01-farewells";

async function planned(
  files: Files,
  before: (root: string) => void = () => {},
  Played = PhasesRun,
) {
  const root = makeProject({ files });
  before(root);
  const play = new Played(root, (brief) => planAnswer(brief)!);
  await play.type("plan-phase", "1");
  expect(play.run.status).toBe("complete");
  return { root, play };
}
const log = (root: string) => git(root, "log", "--format=%s").split("\n");

describe("a command that has written plans", () => {
  test("commits them with STATE.md, and nothing that the person has lying there or has staged", async () => {
    const { root } = await planned(greeter(), (at) => {
      writeFiles(at, { "mine.txt": "mine\n", "src/greet.ts": "// mine\n" });
      git(at, "add", "src/greet.ts");
    });
    expect(log(root)).toEqual(["docs: plan-phase 01", "start"]);
    expect(git(root, "show", "--name-only", "--format=", "HEAD").split("\n")).toEqual([
      ".planning/STATE.md",
      ...["01-01-PLAN", "01-02-PLAN", "01-PATTERNS", "01-RESEARCH"].map(
        (name) => `${FOLDER}/${name}.md`,
      ),
    ]);
    expect(git(root, "diff", "--cached", "--name-only")).toBe("src/greet.ts");
    expect(git(root, "status", "--porcelain", ".planning")).toBe("");
    expect(git(root, "show", "HEAD:.planning/STATE.md")).toContain(
      "Stopped at: plan-phase 01 is done",
    );
  });

  test.each<[string, Files, typeof PhasesRun]>([
    ["the settings skip the commit", greeter(), SingleRun],
    ["git ignores the folder", { ...greeter(), ".gitignore": ".planning/\n" }, PhasesRun],
  ])("commits nothing where %s", async (_why, files, Played) => {
    const { root } = await planned(files, undefined, Played);
    expect(log(root)).toEqual(["start"]);
    expect(readPlanning(root).phases[0]?.plans).toHaveLength(2);
  });

  test("goes on where HEAD is detached and where there is no git; where git refuses, it says so", async () => {
    const detached = await planned(greeter(), (at) => git(at, "checkout", "-q", "--detach"));
    expect(log(detached.root)).toEqual(["start"]);
    const play = new PhasesRun(
      makeProject({ files: greeter(), git: false }),
      (brief) => planAnswer(brief)!,
    );
    await play.type("plan-phase", "1");
    expect(play.run.status).toBe("complete");
    const locked = await planned(greeter(), (at) => writeFiles(at, { ".git/index.lock": "" }));
    expect(locked.play.task("Write the plans").facts.warnings).toEqual([
      expect.stringMatching(/^\.planning is not committed: git update-index .*index\.lock/),
    ]);
  });
});

describe("an execution that comes to nothing", () => {
  const begun = async () => {
    const task = { ...brings("one"), commands: ["grep -q right src/one.txt"] };
    const root = project({ "01-01": planFile("01-01", [task]) });
    writeFiles(root, { ".planning/STATE.md": "# Project State\n" });
    git(root, "add", "-A", ".planning");
    git(root, "commit", "-qm", "plans", "--allow-empty");
    const run = await execute(root, (brief) =>
      carriedOut(brief, { "src/one.txt": "wrong\n" }),
    ).start("execute-phase", { ...PHASE, settings: { phases: { skip: ["code_review"] } } });
    return { root, run: await run.answer("approve") };
  };
  const uncommitted = (root: string) => git(root, "status", "--porcelain", ".planning");

  test("is committed as it stands, and nothing that is written behind it", async () => {
    const { root, run } = await begun();
    await run.answer("drop");
    expect([run.run.status, log(root)[0], uncommitted(root)]).toEqual([
      "failed",
      "docs: execute-phase 01",
      "",
    ]);
    writeFiles(root, { ".planning/mine.md": "mine\n" });
    phasesModule.outputs!(sceneOf(run.project, run.run));
    expect([log(root).slice(0, 2), uncommitted(root)]).toEqual([
      ["docs: execute-phase 01", "plans"],
      "?? .planning/mine.md",
    ]);
    // The next start does not say that everything is committed.
    const { project: at, run: before } = run;
    const start = {
      workflow: "phases",
      entry: "execute-phase",
      auto: false,
      options: PHASE.options,
    };
    const beginning = {
      project: at,
      env: process.env,
      request: "Phase 1",
      start,
      settings: before.settings,
    };
    const lines = await beginningText(
      beginning,
      { run: before, events: [], aside: [], told: null },
      "acceptEdits",
    );
    expect(lines.join("\n")).toContain(
      "Uncommitted, and not part of the run's diff: .planning/mine.md.",
    );
  });

  test("and so is one that is put aside", async () => {
    const { root, run } = await begun();
    expect(phasesModule.parked!(sceneOf(run.project, run.run))).toEqual([]);
    expect([log(root)[0], uncommitted(root)]).toEqual(["docs: execute-phase 01", ""]);
  });
});

test("a milestone's archive is a commit", async () => {
  const root = milestone();
  const play = new PhasesRun(root, () => {
    throw new Error("no agent is asked");
  });
  await play.start("complete-milestone", { auto: true });
  expect([play.run.status, log(root)]).toEqual(["complete", ["docs: complete-milestone", "start"]]);
  expect(git(root, "status", "--porcelain")).toBe("");
});
