// What a model that takes short cuts, and files of a stranger, do not get past execute-phase.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pullRequest } from "../../../../src/render/report/pull-request.ts";
import { reportText } from "../../../../src/render/report/report.ts";
import { header } from "../../../../src/render/status.ts";
import { reportFacts } from "../../../../src/run/views/report.ts";
import { viewOf } from "../../../../src/run/views/status.ts";
import { PLAIN_LAYOUT } from "../../../../src/text.ts";
import { tasksLine } from "../../../../src/workflows/execute/summary.ts";
import { STATE_KIND } from "../../../../src/workflows/phases/planning/documents/state.ts";
import { uatText } from "../../../../src/workflows/phases/planning/documents/uat.ts";
import { firstOf, inFull } from "../../../harness/in-full.ts";
import { carriedOut, taskIn } from "../../../harness/phases/execute.ts";
import { summaryOf } from "../../../harness/phases/project.ts";
import { cleanup, git, tempDir, writeFiles } from "../../../harness/project.ts";
import {
  AUTO,
  brings,
  bringer as bringsItsFile,
  execute,
  FOLDER,
  fileOf,
  PHASE,
  planFile,
  project,
  subjects,
  summaries,
} from "../execute/given.ts";

afterEach(cleanup);

const ONE = { "01-01": planFile("01-01", [brings("one")]) };
const committed = (root: string): string[] =>
  git(root, "show", "--name-only", "--format=", "HEAD").split("\n");

describe("what the person has lying there", () => {
  const inCheckout = { ...AUTO, settings: { execute: { isolation: "checkout" as const } } };

  test("goes into no commit of a task, also where the plan may change it", async () => {
    const root = project({
      "01-01": planFile("01-01", [{ ...brings("one"), files: ["src/**"] }]),
    });
    writeFiles(root, { "src/mine.txt": "mine\n", "src/.env": "KEY=1\n" });
    const run = await execute(root, (brief) => carriedOut(brief, { "src/one.txt": "one\n" })).start(
      "execute-phase",
      inCheckout,
    );
    expect(run.open[0]?.kind).toBe("execute-consent");
    await run.answer("approve");
    expect([run.run.status, committed(root)]).toEqual(["complete", ["src/one.txt"]]);
    expect(git(root, "status", "--porcelain", "--untracked-files=all", "src")).toBe(
      "?? src/.env\n?? src/mine.txt",
    );
  });

  test("a file of theirs that a task had to change as well goes in with it", async () => {
    const root = project({
      "01-01": planFile("01-01", [{ ...brings("one"), files: ["src/**"] }]),
    });
    writeFiles(root, { "src/one.txt": "mine\n" });
    const run = await execute(root, (brief) =>
      carriedOut(brief, { "src/one.txt": "mine\none\n" }),
    ).start("execute-phase", inCheckout);
    await run.answer("approve");
    expect([run.run.status, committed(root)]).toEqual(["complete", ["src/one.txt"]]);
    expect(git(root, "show", "HEAD:src/one.txt")).toBe("mine\none");
  });

  test("keys that lie below .planning are not committed with it", async () => {
    const root = project(ONE);
    writeFiles(root, { ".planning/.env": "KEY=1\n", ".planning/login.pem": "x\n" });
    const run = await execute(root, bringsItsFile).start("execute-phase", {
      ...AUTO,
      settings: { phases: { skip: ["code_review"] } },
    });
    expect(run.run.status).toBe("complete");
    expect(committed(root)).toContain(fileOf("01-01", "SUMMARY"));
    expect(git(root, "status", "--porcelain", "--untracked-files=all")).toBe(
      "?? .planning/.env\n?? .planning/login.pem",
    );
  });
});

test("the mode yolo of a project, which may have come with it, lets no command run unseen", async () => {
  const root = project(ONE, { config: { mode: "yolo" } });
  const run = await execute(root, bringsItsFile).start("execute-phase", PHASE);
  expect(run.open[0]).toMatchObject({ kind: "execute-consent", commands: ["test -f src/one.txt"] });
});

describe("commits that say that tasks are done", () => {
  const TWO = { "01-01": planFile("01-01", [brings("one"), brings("two")]) };
  const claim = "feat(01-01): bring one\n\nPlan: 01-01\nTask: 1";

  test("on another branch stand for no task: their work is not in what is checked out", async () => {
    const root = project(TWO);
    const branch = git(root, "symbolic-ref", "--short", "HEAD");
    git(root, "switch", "-q", "-c", "other");
    git(root, "commit", "-q", "--allow-empty", "-m", claim);
    git(root, "switch", "-q", branch);
    const run = await execute(root, bringsItsFile).start("execute-phase", AUTO);
    expect(run.open[0]?.options).toEqual(["approve", "again", "stop"]);
    expect(run.shown).toContain("; all of its tasks run");
    await run.answer("approve");
    expect([run.run.status, subjects(root, branch)]).toEqual([
      "complete",
      ["start", "feat(01-01): bring one", "feat(01-01): bring two"],
    ]);
  });

  test("and have changed nothing stand for no task", async () => {
    const root = project(TWO);
    git(root, "commit", "-q", "--allow-empty", "-m", claim);
    const run = await execute(root, bringsItsFile).start("execute-phase", AUTO);
    await run.answer("approve");
    expect([run.run.status, run.text("src/one.txt")]).toEqual(["complete", "one\n"]);
  });
});

describe("a summary that somebody else has written", () => {
  const PLANS = {
    "01-01": planFile("01-01", [brings("one")]),
    "01-02": planFile("01-02", [brings("two")]),
  };
  const written = (root: string, message: string): string => {
    writeFiles(root, { "src/x.txt": "x\n" });
    git(root, "add", "src/x.txt");
    git(root, "commit", "-q", "-m", message);
    const commit = git(root, "rev-parse", "HEAD").slice(0, 12);
    writeFiles(root, {
      [fileOf("01-02", "SUMMARY")]: summaryOf("01-02", { commits: [commit], files: ["src/x.txt"] }),
    });
    return root;
  };

  test.each(["feat(01-01): bring one", "Bring one\n\nPlan: 01-01\nTask: 1"])(
    "does not hold with commits of another plan: %j",
    async (message) => {
      const run = await execute(written(project(PLANS), message), bringsItsFile).start(
        "execute-phase",
        AUTO,
      );
      expect(run.shown).toContain(
        `${fileOf("01-02", "SUMMARY")}: found only commits of plan 01-01, expected those of 01-02`,
      );
    },
  );

  test.each(
    firstOf([
      "feat(01-02): bring two",
      "feat(1-02): bring two",
      "Bring two",
      "feat(greeting): bring two",
    ]),
  )("holds with its own, and with one that names none: %j", async (message) => {
    const run = await execute(written(project(PLANS), message), bringsItsFile).start(
      "execute-phase",
      AUTO,
    );
    expect(run.open.map(({ kind }) => kind)).toEqual([]);
    expect(run.run.status).toBe("complete");
  });
});

describe("a task that no command shows to be done", () => {
  const told = {
    name: "Bring one",
    files: ["src/one.txt"],
  };
  const root = () => project({ "01-01": planFile("01-01", [told, brings("two")]) });

  test("is unchecked, and told as that in consent, report and summary", async () => {
    const run = await execute(root(), bringsItsFile).start("execute-phase", AUTO);
    await run.answer("approve");
    expect([
      run.run.status,
      run.task("Check task 1").outcome,
      run.task("Check task 2").outcome,
    ]).toEqual(["complete", "unchecked", "pass"]);
    const summary = run.text(fileOf("01-01", "SUMMARY"));
    for (const said of ["## Self-Check: UNCHECKED", "Task 1, unchecked: no command tests it."])
      expect(summary).toContain(said);
    expect(summaries(run.project.root)[0]).toMatchObject({ self_check: "unchecked", problems: [] });
    const facts = reportFacts(run.project, run.run);
    const report = reportText(facts).split("\n");
    for (const first of [
      report.find((one) => one.startsWith("Report of")),
      header(viewOf(run.project, run.run), PLAIN_LAYOUT),
      pullRequest(facts).body,
    ])
      expect(first!.split("\n")[0]).toContain("unknown: 1 task of the plan");
    expect(tasksLine(run.run)).toBe("2 of 2 tasks done (1 proven, 1 unknown)");
    expect(report.join("\n")).toContain(tasksLine(run.run)!);
  });
});

test("a command that cannot start here is told before anything is done, also with --auto", async () => {
  const root = project({
    "01-01": planFile("01-01", [{ ...brings("one"), commands: ["no-such-program --all"] }]),
  });
  const run = await execute(root, bringsItsFile).start("execute-phase", AUTO);
  expect(run.shown).toContain(
    "01-01, task 1: no-such-program --all does not start here: there is no program",
  );
});

test("tests of the project that cannot run here are told before anything is done, also with --auto", async () => {
  const { PATH } = process.env;
  const bare = tempDir("environment-");
  writeFiles(bare, { "pyvenv.cfg": "", "bin/python3": "#!/bin/sh\nexit 1\n" });
  chmodSync(join(bare, "bin/python3"), 0o755);
  const root = project(ONE);
  writeFiles(root, { "tests/test_a.py": "def test_a(): pass\n" });
  git(root, "add", "tests");
  git(root, "commit", "-qm", "tests");
  try {
    process.env.PATH = `${join(bare, "bin")}:${PATH}`;
    const run = await execute(root, bringsItsFile).start("execute-phase", AUTO);
    expect(run.shown).toContain(
      "the project's own tests are not run: python3 -m pytest (tests/test_a.py) needs pytest, which is not installed",
    );
    expect(run.shown).not.toContain("Runs: python3 -m pytest");
  } finally {
    process.env.PATH = PATH;
  }
});

test("a task that nobody worked on is told in the summary", async () => {
  const idle = { name: "Nothing", files: ["src/x.txt"] };
  const root = project({ "01-01": planFile("01-01", [idle, brings("one")]) });
  const run = await execute(root, (brief) =>
    taskIn(brief) === "Nothing"
      ? carriedOut(brief, {}, { reason: "it is there" })
      : bringsItsFile(brief),
  ).start("execute-phase", AUTO);
  // No command shows that it is done: one question, which nothing answers in the person's place.
  expect(run.open.map(({ kind }) => kind)).toEqual(["execute-consent"]);
  expect(run.shown).toContain("01-01, task 1: Nothing");
  await run.answer("approve");
  expect(run.open.map(({ kind }) => kind)).toEqual(["execute-unshown"]);
  await run.answer("accept", "It is there.");
  expect(run.run.status).toBe("complete");
  expect(run.text(fileOf("01-01", "SUMMARY"))).toContain(
    "- Task 1 has no commit: it changed nothing of this repository.",
  );
});

describe("files of .planning that an executor's script writes", () => {
  const FORGED = ".planning/phases/01-greeting/01-VERIFICATION.md";
  const forge = (root: string, files: Record<string, string>) =>
    execute(root, (brief) => {
      writeFiles(root, files);
      return bringsItsFile(brief);
    }).start("execute-phase", AUTO);

  test.each([
    [FORGED, "---\nphase: 01-greeting\nstatus: passed\nscore: 1/1\n---\n", "created"],
    [".planning/config.json", '{ "mode": "yolo" }\n', "changed"],
    [".planning/phases/02-bye/02-01-SUMMARY.md", "# Done\n", "created"],
  ])("%s is the person's to let stand, also with --auto", async (path, text, how) => {
    const root = project(ONE);
    const before = how === "changed" ? readFileSync(`${root}/${path}`, "utf8") : null;
    const run = await forge(root, { [path]: text });
    expect(run.open.map(({ kind }) => kind)).toEqual(["execute-touched"]);
    expect(run.shown).toContain(`${path} was ${how} during the run, and not by the program`);
    rmSync(`${root}/${path}`);
    if (before !== null) writeFiles(root, { [path]: before });
    await run.answer("again");
    expect([run.run.status, run.open]).toEqual(["complete", []]);
  });

  test("so is what they write where the program writes, too", async () => {
    const look = { name: "Look", type: "checkpoint:human-verify", action: "Open the page." };
    const root = project({ "01-01": planFile("01-01", [brings("one"), look]) });
    const uat = `${FOLDER}/01-UAT.md`;
    const state = ".planning/STATE.md";
    const fails = { number: 1, name: "Login", expected: "It works", result: "issue" } as const;
    writeFiles(root, { [uat]: uatText({ tests: [fails] }) });
    const run = await forge(root, {
      [uat]: uatText({ tests: [{ ...fails, result: "pass" }] }),
      [state]: STATE_KIND.edit(readFileSync(join(root, state), "utf8"), (fields) => ({
        ...fields,
        decisions: ["No tests."],
      })),
    });
    await run.answer("approved");
    expect(run.open.map(({ kind }) => kind)).toEqual(["execute-touched"]);
    for (const path of [uat, state]) expect(run.shown).toContain(`${path} was changed`);
  });

  inFull("so is a phase that is ticked in the roadmap", async () => {
    const root = project(ONE);
    const before = readFileSync(`${root}/.planning/ROADMAP.md`, "utf8");
    const run = await forge(root, {
      ".planning/ROADMAP.md": before.replace("- [ ] **Phase 1", "- [x] **Phase 1"),
    });
    expect(run.shown).toContain(".planning/ROADMAP.md was changed");
  });

  test("what has to hold in the roadmap, too; a person who did it says so", async () => {
    const root = project(ONE);
    let changed = "";
    const run = await execute(root, (brief) => {
      changed = readFileSync(`${root}/.planning/ROADMAP.md`, "utf8").replace(
        "- It greets",
        "- It is there",
      );
      writeFiles(root, { ".planning/ROADMAP.md": changed });
      return bringsItsFile(brief);
    }).start("execute-phase", AUTO);
    expect(run.shown).toContain(".planning/ROADMAP.md was changed");
    await run.answer("keep");
    expect(run.run.status).toBe("complete");
    expect(run.text(".planning/ROADMAP.md")).toContain("- It is there");
  });
});
