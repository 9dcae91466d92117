// Guarantee: A task lands when its criteria held.
// execute-phase played whole: waves, commits, summaries, what is asked, and what stands in
// .planning then.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { reportText } from "../../../../src/render/report/report.ts";
import { reportFacts } from "../../../../src/run/views/report.ts";
import { moduleOf, workflowOf } from "../../../../src/workflows/index.ts";
import {
  openTestsLines,
  uatText,
} from "../../../../src/workflows/phases/planning/documents/uat.ts";
import { readOverview } from "../../../../src/workflows/phases/planning/read.ts";
import { IS_FULL, inFull } from "../../../harness/in-full.ts";
import { needing } from "../../../harness/needs.ts";
import { carriedOut, taskIn } from "../../../harness/phases/execute.ts";
import { cleanup, git, writeFiles } from "../../../harness/project.ts";
import type { PhasesRun } from "../play.ts";
import {
  AUTO,
  bringer,
  brings,
  execute,
  FOLDER,
  fileOf,
  PHASE,
  planFile,
  project,
  subjects,
  summaries,
  twoWaves,
} from "./given.ts";

afterEach(cleanup);

const IN_CHECKOUT = { execute: { isolation: "checkout" as const } };

const TWO = twoWaves();

test("a task that changes only a repository inside says so, and where to commit", async () => {
  const plan = planFile("01-01", [brings("one", "api/one.txt"), brings("two")]);
  const root = project({ "01-01": plan });
  writeFiles(root, { "api/a.txt": "a\n" });
  git(root, "init", "-q", "api");
  git(join(root, "api"), "add", "-A");
  git(
    join(root, "api"),
    "-c",
    "user.name=A",
    "-c",
    "user.email=a@example.com",
    "commit",
    "-qm",
    "api",
  );
  const run = await execute(root, (brief) =>
    taskIn(brief) === "Bring one" ? carriedOut(brief, { "api/one.txt": "one\n" }) : bringer(brief),
  ).start("execute-phase", AUTO);
  expect(run.run.status).toBe("complete");
  const summary = run.text(fileOf("01-01", "SUMMARY"));
  expect(summary).toContain(
    "Task 1 changed files of a repository inside, which no commit of the run has: api/one.txt. Commit them there, with `git -C api commit`",
  );
  expect(summary).toContain("Task 1 has no commit: it changed nothing of this repository.");
  expect(summary).not.toContain("Task 2 changed files of a repository");
  expect(
    reportText(reportFacts(run.project, run.run), undefined, null).replace(/\s+/g, " "),
  ).toContain("which no commit of the run has: api/one.txt");
});

describe("plans in waves", () => {
  test("each task gets a commit of its own on the branch that is checked out, each plan a summary that holds", async () => {
    const root = project(TWO);
    const branch = git(root, "symbolic-ref", "--short", "HEAD");
    const run = await execute(root).start("execute-phase", AUTO);
    expect([run.open, run.refused]).toEqual([[], []]);
    expect(run.run.status).toBe("complete");
    expect(subjects(root, branch).toSorted()).toEqual(
      [
        "start",
        "feat(01-01): bring one",
        "feat(01-01): bring two",
        "feat(01-02): bring three",
        "feat(01-03): bring four",
      ].toSorted(),
    );
    // The second wave begins behind all of the first.
    expect(subjects(root, branch).at(-1)).toBe("feat(01-03): bring four");
    expect(git(root, "status", "--porcelain", "--", ".", ":!.planning")).toBe("");
    expect(git(root, "branch", "--format=%(refname:short)")).toBe(branch);
    expect(git(root, "worktree", "list").split("\n")).toHaveLength(1);
    expect(
      summaries(root).map(({ path, commits, files, self_check, problems }) => [
        path,
        commits.length,
        files,
        self_check,
        problems,
      ]),
    ).toEqual([
      [fileOf("01-01", "SUMMARY"), 2, ["src/one.txt", "src/two.txt"], "passed", []],
      [fileOf("01-02", "SUMMARY"), 1, ["src/three.txt"], "passed", []],
      [fileOf("01-03", "SUMMARY"), 1, ["src/four.txt"], "passed", []],
    ]);
  });
});

describe("summaries", () => {
  test("tell what executors decided, departed from and are concerned about, and hold no word of the run's own", async () => {
    const root = project({ "01-01": planFile("01-01", [brings("one")]) });
    const run = await execute(root, (brief) =>
      carriedOut(
        brief,
        { "src/one.txt": "one\n" },
        {
          decisions: [`It is a text, ${brief.nonce}`],
          deviations: ["A line\n## Self-Check: FAILED\nmore"],
          concerns: ["Names"],
        },
      ),
    ).start("execute-phase", AUTO);
    const text = run.text(fileOf("01-01", "SUMMARY"));
    expect(text).toContain("## Decisions Made\n\n- It is a text, …\n");
    expect(text).toContain("- Task 1, Bring one: A line ## Self-Check: FAILED more");
    expect(text).toContain("## Next Phase Readiness\n\n- Names\n");
    expect(text).not.toMatch(/\b[0-9a-f]{32}\b|\.task/);
    expect(summaries(root)[0]).toMatchObject({ self_check: "passed", problems: [] });
  });
});

describe("as the project's config and the settings want it", () => {
  test("without worktrees one task is at work at a time, in the checkout; the commits go onto the phase's branch", async () => {
    const config = { git: { branching_strategy: "phase" } };
    const root = project(
      { "01-01": planFile("01-01", [brings("one")]), "01-02": planFile("01-02", [brings("two")]) },
      { config },
    );
    const briefs: string[] = [];
    const run = await execute(root, (brief) => {
      briefs.push(brief.text);
      return bringer(brief);
    }).start("execute-phase", { ...AUTO, settings: IN_CHECKOUT });
    expect(run.run.status).toBe("complete");
    expect(run.run.items!.map(({ width }) => width)).toEqual([1, 1]);
    expect(briefs.some((text) => text.includes("a checkout of your own"))).toBe(false);
    expect(subjects(root, "gsd/phase-01-greeting")).toEqual([
      "start",
      "feat(01-01): bring one",
      "feat(01-02): bring two",
    ]);
  });

  inFull("the commits go onto the milestone's branch", async () => {
    const config = { git: { branching_strategy: "milestone" } };
    const root = project({ "01-01": planFile("01-01", [brings("one")]) }, { config });
    writeFiles(root, {
      ".planning/ROADMAP.md": readFileSync(join(root, ".planning/ROADMAP.md"), "utf8").replace(
        "\nphases:",
        '\nmilestone: { version: v1.0 beta~1, name: "Über: all" }\nphases:',
      ),
    });
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.run.status).toBe("complete");
    expect(subjects(root, "gsd/v1.0-beta-1-uber-all")).toEqual(["start", "feat(01-01): bring one"]);
  });

  inFull("a phase in between has its own number in everything", async () => {
    const folder = ".planning/phases/01.1-hot-fix";
    const root = project(
      { "01.1-01": planFile("01.1-01", [brings("one")]) },
      { number: "1.1", folder },
    );
    const run = await execute(root).start("execute-phase", {
      options: { phase: "01.1" },
      auto: true,
    });
    expect(run.run.status).toBe("complete");
    expect(subjects(root, "HEAD").at(-1)).toBe("feat(01.1-01): bring one");
    expect(summaries(root)[0]).toMatchObject({
      path: fileOf("01.1-01", "SUMMARY", folder),
      phase: "1.1",
      problems: [],
    });
  });
});

describe("consent", () => {
  test("all commands of all plans are shown whole before anything runs", async () => {
    const root = project({
      "01-01": planFile("01-01", [{ ...brings("one"), commands: ["sh -c 'test -f src/one.txt'"] }]),
      "01-02": planFile("01-02", [brings("two")]),
    });
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.open[0]).toMatchObject({
      kind: "execute-consent",
      commands: ["sh -c 'test -f src/one.txt'", "test -f src/two.txt"],
    });
    expect([run.briefs.size, existsSync(join(root, "src"))]).toEqual([0, false]);
    await run.answer("approve");
    expect(run.run.status).toBe("complete");
    // It was seen whole: in this phase it runs in a shell again.
    const again = planFile("01-03", [
      { ...brings("three"), commands: ["sh -c 'test -f src/one.txt'"] },
    ]);
    writeFiles(root, { [fileOf("01-03")]: again });
    const later = await execute(root).start("execute-phase", AUTO);
    expect([later.open, later.run.status]).toEqual([[], "complete"]);
    expect(later.run.tests.decided).toMatchObject([
      { text: "sh -c 'test -f src/one.txt'", by: "person" },
    ]);
  });

  test("says which commands show nothing of their task", async () => {
    const hollow = "cd /srv/greeter && sh tests/all.sh | tail -5";
    const root = project({
      "01-01": planFile("01-01", [{ ...brings("one"), commands: [hollow] }]),
    });
    const run = await execute(root).start("execute-phase", PHASE);
    expect(run.shown).toContain(`Runs, in a shell: ${hollow}`);
    expect(run.shown).toContain(`Cannot fail, so it proves nothing: ${hollow}`);
    expect(run.shown).toContain(`Leaves its task's folder, so it cannot see its work: ${hollow}`);
  });

  const inFullWithMake = IS_FULL ? needing("make") : inFull;
  inFullWithMake(
    "what the settings name word for word runs unasked, and nothing beside it",
    async () => {
      const plans = () =>
        project({ "01-01": planFile("01-01", [{ ...brings("one"), commands: ["make bring"] }]) });
      const allow = (...commands: string[]) => ({
        ...PHASE,
        settings: { execute: { allow: commands } },
      });
      const makefile = { Makefile: "bring:\n\ttest -f src/one.txt\n" };
      const named = plans();
      writeFiles(named, makefile);
      git(named, "add", "-A");
      git(named, "commit", "-q", "-m", "make");
      expect((await execute(named).start("execute-phase", allow("make bring"))).run.status).toBe(
        "complete",
      );
      const other = await execute(plans()).start("execute-phase", allow("make bring all"));
      expect(other.open[0]).toMatchObject({ kind: "execute-consent", commands: ["make bring"] });
    },
  );
});

describe("tests first", () => {
  const task = {
    name: "Greet",
    files: ["src/greet.txt", "tests/greet.test.sh"],
    commands: ["sh tests/greet.test.sh"],
    tdd: true,
  };
  const hello = {
    "src/greet.txt": "hello\n",
    "tests/greet.test.sh": "grep -q hello src/greet.txt\n",
  };

  test("a test that fails without the work and passes with it is shown by the program's own runs", async () => {
    const root = project({ "01-01": planFile("01-01", [task]) });
    const run = await execute(root, (brief) => carriedOut(brief, hello)).start("execute-phase", {
      ...PHASE,
      settings: IN_CHECKOUT,
    });
    await run.answer("approve");
    expect(run.run.status).toBe("complete");
    expect(run.task("Check task 1").facts).toMatchObject({
      red: ["sh tests/greet.test.sh: failed with 2"],
    });
    expect(run.text(fileOf("01-01", "SUMMARY"))).toContain(
      "## Tests Seen Failing First\n\n- Task 1, with its tests alone: sh tests/greet.test.sh: failed with 2.",
    );
    expect(run.text("src/greet.txt")).toBe("hello\n");
  });

  test("one that was never red is sent back, and what was mended is taken", async () => {
    const root = project({ "01-01": planFile("01-01", [task]) });
    const run = await execute(root, (brief) =>
      carriedOut(
        brief,
        brief.text.includes("never red") ? hello : { ...hello, "tests/greet.test.sh": "true\n" },
      ),
    ).start("execute-phase", PHASE);
    await run.answer("approve");
    expect(
      run.run.tasks.filter(({ who }) => who.program === "accept").map(({ outcome }) => outcome),
    ).toEqual(["fail", "pass"]);
    expect(run.run.status).toBe("complete");
  });

  inFull(
    "where a runner of tests is among the commands, no other one can be what fails",
    async () => {
      const commands = ["bun test tests/greet.test.ts", "test -f src/greet.txt"];
      const root = project({
        "01-01": planFile("01-01", [
          { ...task, files: ["src/greet.txt", "tests/greet.test.ts"], commands },
        ]),
      });
      const vacuous = 'import { test } from "bun:test";\ntest("it is fine", () => {});\n';
      const run = await execute(root, (brief) =>
        carriedOut(brief, { "src/greet.txt": "hello\n", "tests/greet.test.ts": vacuous }),
      ).start("execute-phase", AUTO);
      expect(run.run.status).toBe("failed");
      expect(run.task("Check task 1").facts.problems).toContainEqual(
        expect.stringContaining("never red"),
      );
    },
  );

  test("work without a test of its own is never done", async () => {
    const root = project({
      "01-01": planFile("01-01", [
        { ...task, files: ["src/greet.txt"], commands: ["test -f src/greet.txt"] },
      ]),
    });
    const run = await execute(root, (brief) =>
      carriedOut(brief, { "src/greet.txt": "hello\n" }),
    ).start("execute-phase", AUTO);
    expect(run.task("Check task 1").facts.problems).toContain(
      "never red: no test file was changed, expected one that fails without the rest of the work",
    );
    expect([run.run.status, existsSync(join(root, "src/greet.txt")), summaries(root)]).toEqual([
      "failed",
      false,
      [],
    ]);
  });
});

describe("work that does not hold", () => {
  test("comes back with what the program found, until its commands pass", async () => {
    const root = project({
      "01-01": planFile("01-01", [{ ...brings("one"), commands: ["grep -q right src/one.txt"] }]),
    });
    const run = await execute(root, (brief) =>
      carriedOut(brief, {
        "src/one.txt": brief.text.includes("failed with 1") ? "right\n" : "wrong\n",
      }),
    ).start("execute-phase", AUTO);
    expect(run.run.status).toBe("complete");
    expect(git(root, "show", "HEAD:src/one.txt")).toBe("right");
  });

  test("a plan whose task is given up has no summary; the next wave is never begun, and what was done stays", async () => {
    const root = project({
      ...TWO,
      "01-02": planFile("01-02", [{ ...brings("three"), commands: ["test -f never.txt"] }]),
    });
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.run.status).toBe("failed");
    expect(run.task("Final check").facts).toMatchObject({
      failed: ["3 Bring three"],
      skipped: ["4 Bring four"],
    });
    expect(summaries(root).map(({ plan }) => plan)).toEqual([1]);
  });

  test("a task whose tries are spent is put to the person; taken as it is, its summary says so", async () => {
    const root = project({
      "01-01": planFile("01-01", [{ ...brings("one"), commands: ["grep -q right src/one.txt"] }]),
    });
    const run = await execute(root, (brief) =>
      carriedOut(brief, { "src/one.txt": "wrong\n" }),
    ).start("execute-phase", PHASE);
    await run.answer("approve");
    expect(run.run.questions.map(({ kind }) => kind)).toEqual(["execute-spent"]);
    await run.answer("accept", "mended by hand later");
    expect(run.run.status).toBe("complete");
    const summary = readFileSync(join(root, fileOf("01-01", "SUMMARY")), "utf8");
    expect(summary).toContain("You accepted task 1 although its commands failed.");
    expect(summary).toContain("## Self-Check: UNCHECKED");
  });

  test("a task whose tries are spent, left undone, is carried out again by another model: the person and its executor read what failed", async () => {
    const root = project({
      "01-01": planFile("01-01", [{ ...brings("one"), commands: ["grep -q right src/one.txt"] }]),
    });
    let text = "wrong\n";
    const run = await execute(root, (brief) => carriedOut(brief, { "src/one.txt": text })).start(
      "execute-phase",
      PHASE,
    );
    await run.answer("approve");
    await run.answer("drop");
    expect(run.run.status).toBe("failed");
    expect(readOverview(root).error).toBeNull();
    // `next` executes it again; nothing has to be found out before.
    text = "right\n";
    expect(await run.type("next", "", { auto: true })).toBeNull();
    expect([run.run.entry, run.open.map(({ kind }) => kind)]).toEqual([
      "execute-phase",
      ["execute-consent"],
    ]);
    const why = /Bring one: tried 3 times, .*grep -q right src\/one\.txt/.source;
    const by = /01-01, task 1: sonnet did not finish it last time, opus does it now: /.source;
    expect(run.shown).toMatch(new RegExp(by + why));
    await run.answer("approve");
    expect(run.briefs.get("Task 1")).toMatch(
      new RegExp(`The last time it was not done:\\n\\n${why}`),
    );
    expect(run.task("Task 1").who).toMatchObject({ agent: "phase-executor", model: "opus" });
    expect(
      reportText(reportFacts(run.project, run.run), undefined, null).replace(/\s+/g, " "),
    ).toMatch(new RegExp(by));
    expect(run.run.status).toBe("complete");
    expect(run.text(".planning/STATE.md")).not.toContain("not done");
  });

  describe("a task left undone", () => {
    const config = { git: { branching_strategy: "none" } };
    const plans = () => ({
      "01-01": planFile("01-01", [
        { ...brings("one"), commands: ["grep -q right src/one.txt"] },
        { ...brings("two"), commands: ["grep -q right src/two.txt"] },
      ]),
      "01-02": planFile("01-02", [brings("three")]),
    });
    const one = "- 01-01, task 1, was not done by ";
    const stateIn = (root: string) => readFileSync(join(root, ".planning/STATE.md"), "utf8");
    /** Carries out what is left, with these files right. */
    const carry = async (root: string, right: string[], over: object = {}) => {
      const run = execute(root, (brief) => {
        const name = taskIn(brief).replace("Bring ", "");
        return carriedOut(brief, {
          [`src/${name}.txt`]: `${right.includes(name) ? "right" : `not ${brief.nonce}`}\n`,
        });
      });
      await run.start("execute-phase", { ...AUTO, ...over });
      if (run.open[0]?.kind === "execute-consent") await run.answer("approve");
      return run;
    };
    const modelsOf = (run: PhasesRun) =>
      run.run.tasks
        .filter((task) => task.schema === "task-result" && task.dispatches > 0)
        .map(({ item, who }) => `${item} ${who.model}`);

    test("is known until it is done, whatever is typed between: it alone has the other model, also where it is mended", async () => {
      const root = project(plans(), { config });
      await carry(root, []);
      expect(stateIn(root)).toContain(
        `### Blockers/Concerns\n\n${one}sonnet: Bring one: tried 3 times`,
      );
      const verify = await execute(root).start("verify-work", AUTO);
      await verify.answer("stop");
      expect(stateIn(root)).toContain(one);
      const second = await carry(root, []);
      expect(modelsOf(second)).toEqual(["1 opus", "1 opus", "1 opus"]);
      expect(stateIn(root)).toContain(`${one}opus: Bring one`);
      expect(stateIn(root)).not.toContain(`${one}sonnet`);
      // Done by the third, which leaves what is behind it.
      const third = await carry(root, ["one"]);
      expect(modelsOf(third)).toEqual(["1 sonnet", "2 sonnet", "2 sonnet", "2 sonnet"]);
      expect(stateIn(root)).not.toContain(one);
      expect(stateIn(root)).toContain(
        "- 01-01, task 2, was not done by sonnet: Bring two: tried 3 times",
      );
      const last = await carry(root, ["one", "two"]);
      expect([last.run.status, modelsOf(last)]).toEqual(["complete", ["1 opus"]]);
      expect(stateIn(root)).not.toContain("was not done");
    });

    test.each([["executor"], ["phase-executor"]])(
      "keeps the model that the person has set for %s, and has the hint",
      async (name) => {
        const root = project(plans(), { config });
        const settings = { models: { [name]: "haiku" as const } };
        await carry(root, [], { settings });
        const run = execute(root);
        await run.start("execute-phase", { ...AUTO, settings });
        expect(run.shown).toContain(
          "haiku did not finish it last time, haiku tries again, as you set it: Bring one",
        );
        await run.answer("approve");
        expect(new Set(modelsOf(run))).toEqual(new Set(["1 haiku"]));
        expect(run.briefs.get("Task 1")).toContain(
          "The last time it was not done:\n\nBring one: tried 3 times",
        );
      },
    );

    test("is another one where its plan was made again, and one that the person has stopped at is told", async () => {
      const root = project({ "01-01": plans()["01-01"] }, { config });
      const run = await carry(root, [], { auto: false });
      expect(run.open[0]).toMatchObject({ kind: "execute-spent" });
      await run.answer("stop");
      expect(stateIn(root)).toContain(`${one}sonnet: Bring one`);
      writeFiles(root, {
        [fileOf("01-01")]: planFile("01-01", [
          { ...brings("other"), commands: ["test -f src/other.txt"] },
        ]),
      });
      const again = await execute(root).start("execute-phase", AUTO);
      expect([again.run.status, again.task("Look at the plans").facts.again]).toEqual([
        "complete",
        [],
      ]);
      expect(modelsOf(again)).toEqual(["1 sonnet"]);
    });
  });

  test("taken with criteria that passed and show nothing, the reason is told: in the summary, the status and the report", async () => {
    const root = project({
      "01-01": planFile("01-01", [
        { name: "Say more", files: ["README.md", "package.json"], commands: ["npm test"] },
        { ...brings("one"), commands: ["test -f README.md"] },
      ]),
    });
    writeFiles(root, {
      "package.json": JSON.stringify({ scripts: { test: "test -f src/never.txt" } }),
    });
    git(root, "add", "-A");
    git(root, "commit", "-qm", "files");
    const run = await execute(root, (brief) => {
      if (taskIn(brief).includes("Bring one")) return bringer(brief);
      return carriedOut(brief, {
        "package.json": JSON.stringify({ scripts: { test: "true" } }),
        "README.md": "# M\n",
      });
    }).start("execute-phase", PHASE);
    await run.answer("approve");
    await run.answer("accept", "it is right");
    expect(run.run.status).toBe("complete");
    const summary = run.text(fileOf("01-01", "SUMMARY"));
    expect(summary).toContain(
      "You accepted task 1 although npm test: passes by what starts it alone, which it changed.",
    );
    const { parts, own } = moduleOf("phases").status!;
    const scene = { project: run.project, workflow: workflowOf("phases"), run: run.run };
    const status = parts({ ...own(scene, ""), status: "complete" })
      .flatMap(({ rows }) => rows.map((row) => row.text))
      .join("\n");
    for (const text of [status, reportText(reportFacts(run.project, run.run), undefined, null)]) {
      expect(text).toContain("Task 2, Bring one: unknown: its criteria passed without it as well");
      expect(text).toContain(
        "Task 1, Say more: unknown: you accepted it although npm test: passes by what starts it alone",
      );
    }
  });

  test("files that are gone stand in the summary, too", async () => {
    const root = project({
      "01-01": planFile("01-01", [{ ...brings("one"), files: ["src/one.txt", "old.txt"] }]),
    });
    writeFiles(root, { "old.txt": "old\n" });
    git(root, "add", "-A");
    git(root, "commit", "-qm", "files");
    const run = await execute(root, (brief) => {
      rmSync(join(root, "old.txt"));
      return carriedOut(brief, { "src/one.txt": "one\n" });
    }).start("execute-phase", { ...AUTO, settings: IN_CHECKOUT });
    expect(run.run.status).toBe("complete");
    expect(run.text(fileOf("01-01", "SUMMARY"))).toContain(
      "- `src/one.txt` - created\n- `old.txt` - deleted\n",
    );
    expect(summaries(root)[0]).toMatchObject({ self_check: "passed", problems: [] });
  });

  inFull(
    "plans that write one file go one behind the other, whatever their waves say",
    async () => {
      const shared = { ...brings("one"), files: ["src/one.txt"] };
      const root = project({
        "01-01": planFile("01-01", [shared]),
        "01-02": planFile("01-02", [{ ...shared, files: ["./src/*.txt"] }]),
      });
      const run = await execute(root, (brief, task) => {
        const before = existsSync(join(root, "src/one.txt")) ? "one\n" : "";
        return carriedOut(brief, { "src/one.txt": `${before}${task.item}\n` });
      }).start("execute-phase", AUTO);
      expect(run.run.status).toBe("complete");
      expect(run.task("Look at the plans").facts).toMatchObject({ waves: 2 });
      expect(run.text("src/one.txt")).toBe("one\n2\n");
    },
  );

  inFull("a file that the person changes meanwhile is merged by its owner again", async () => {
    const root = project({
      "01-01": planFile("01-01", [
        { ...brings("one"), commands: ["grep -q done README.md"], files: ["README.md"] },
      ]),
    });
    const run = await execute(root, (brief) => {
      const isAgain = brief.text.includes("Somebody changed a file of your task");
      if (!isAgain) writeFiles(root, { "README.md": "# Theirs\n" });
      return carriedOut(brief, { "README.md": isAgain ? "# Theirs\ndone\n" : "# Ours\ndone\n" });
    }).start("execute-phase", AUTO);
    expect(
      run.run.tasks.filter(({ who }) => who.program === "commit").map(({ outcome }) => outcome),
    ).toEqual(["conflict", "pass"]);
    expect([run.run.status, run.text("README.md")]).toEqual(["complete", "# Theirs\ndone\n"]);
  });
});

describe("what waits for the person", () => {
  const look = { name: "Look at it", type: "checkpoint:human-verify", action: "Open the page." };

  test("is asked under --auto, too, and its answer is told to the tasks behind it and to the summary", async () => {
    const choice = { ...look, type: "checkpoint:decision" };
    const root = project({ "01-01": planFile("01-01", [brings("one"), choice, brings("two")]) });
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.open[0]).toMatchObject({
      kind: "execute-waits",
      options: ["finished", "answer", "drop", "stop"],
    });
    expect([...run.briefs.keys()]).toEqual(["Task 1"]);
    await run.answer("answer", "make it blue");
    expect(run.run.status).toBe("complete");
    expect(run.briefs.get("Task 3")).toContain("make it blue");
    expect(run.text(fileOf("01-01", "SUMMARY"))).toContain("- Look at it: make it blue");
  });

  test("what they find wrong when they look is no decision: it is an open test of the phase, whatever becomes of the plan", async () => {
    const root = project({ "01-01": planFile("01-01", [brings("one"), look, brings("two")]) });
    let fails = true;
    const run = await execute(root, (brief) =>
      fails && taskIn(brief).includes("two")
        ? carriedOut(brief, {}, { status: "failed", reason: "no" })
        : bringer(brief),
    ).start("execute-phase", AUTO);
    expect(run.open[0]).toMatchObject({
      kind: "execute-waits",
      options: ["approved", "revise", "drop", "stop"],
    });
    expect(run.shown).toContain("Is it right?");
    await run.answer("revise", "it says No module named shelf");
    expect(run.briefs.get("Task 3")).toContain("it says No module named shelf");
    expect(run.run.status).toBe("failed");
    const open = () => openTestsLines(readOverview(root).phases).join();
    expect(open()).toContain("01-UAT.md has 1 of 1 test open (1 issue)");
    expect(run.text(`${FOLDER}/01-UAT.md`)).toContain(
      '### 1. Plan 01-01: Look at it\nexpected: Open the page.\nresult: issue\nreported: "it says No module named shelf"\n',
    );
    fails = false;
    const again = await execute(root).start("execute-phase", AUTO);
    await again.answer("approve");
    await again.answer("revise", "it is still so");
    expect(again.run.status).toBe("complete");
    const summary = again.text(fileOf("01-01", "SUMMARY"));
    expect(summary).toContain("- A person looked, and it is wrong: Look at it: it is still so");
    expect(summary).toContain("## Decisions Made\n\nNone\n");
    expect(summary).toContain("## Self-Check: UNCHECKED");
    expect(again.text(".planning/STATE.md")).not.toContain("it is still so");
    expect(open()).toContain("1 of 1 test open (1 issue)");
  });

  test("what is right at the next look is no open test any more", async () => {
    const root = project({ "01-01": planFile("01-01", [brings("one"), look]) });
    writeFiles(root, {
      [`${FOLDER}/01-UAT.md`]: uatText({
        tests: [{ number: 1, name: "Plan 01-01: Look at it", result: "issue" }],
      }),
    });
    const run = await execute(root).start("execute-phase", AUTO);
    await run.answer("approved");
    expect([run.run.status, run.open]).toEqual(["complete", []]);
    expect(openTestsLines(readOverview(root).phases)).toEqual([]);
    const plain = project({ "01-01": planFile("01-01", [brings("one"), look]) });
    const other = await (await execute(plain).start("execute-phase", AUTO)).answer("approved");
    expect([other.run.status, other.text(`${FOLDER}/01-UAT.md`)]).toEqual(["complete", ""]);
  });

  inFull("packages and services are the person's, whatever mode there is", async () => {
    const setup =
      "user_setup:\n  - service: stripe\n    why: payments\n    env_vars:\n      - name: STRIPE_KEY\n        source: dashboard\n";
    const root = project(
      {
        "01-01": planFile(
          "01-01",
          [{ ...brings("one"), action: "Run `npm install left-pad`, then use it." }],
          {
            more: setup,
          },
        ),
      },
      { config: { mode: "yolo" } },
    );
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.task("Ask about task 1").facts).toEqual({});
    const asked = JSON.parse(run.text(run.task("Ask about task 1").writes));
    expect([asked.kind, asked.details]).toEqual([
      "external-service",
      expect.stringContaining("- name: STRIPE_KEY"),
    ]);
    await run.answer("finished");
    expect(JSON.parse(run.text(run.task("Ask about task 2").writes)).details).toContain(
      "npm install left-pad",
    );
    expect(run.briefs.size).toBe(0);
    await run.answer("finished");
    expect(run.run.status).toBe("complete");
  });
});

describe("before anything is done", () => {
  const ONE = { "01-01": planFile("01-01", [brings("one")]) };
  const problemsOf = async (root: string) => {
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.open[0]).toMatchObject({ kind: "phase-blocked" });
    return run.task("Look at the plans").facts.problems as string[];
  };

  inFull(
    "files that nobody has committed are asked about, and go into no commit of a task",
    async () => {
      const root = project(ONE);
      writeFiles(root, { "mine.txt": "mine\n" });
      const run = await execute(root).start("execute-phase", AUTO);
      expect(run.open[0]).toMatchObject({
        kind: "execute-consent",
        options: ["approve", "again", "stop"],
      });
      expect(run.task("Look at the plans").facts.notes).toEqual([
        expect.stringContaining("1 file is uncommitted: mine.txt"),
      ]);
      await run.answer("approve");
      expect(run.run.status).toBe("complete");
      expect(git(root, "show", "--format=", "--name-only", "HEAD")).toBe("src/one.txt");
    },
  );

  test("what commands of a verification left there, of this phase or another, is no such file", async () => {
    const root = project(ONE);
    const verification = (phase: string, left: string) =>
      `---\nphase: ${phase}\nstatus: gaps_found\nleft_by_commands:\n  - "${left}"\n---\n`;
    writeFiles(root, {
      ".planning/phases/01-greeting/01-VERIFICATION.md": verification("01-greeting", "cover.out"),
      ".planning/phases/02-goodbye/02-VERIFICATION.md": verification("02-goodbye", "trace.out"),
      "cover.out": "mode: set\n",
      "trace.out": "1\n",
    });
    const run = await execute(root).start("execute-phase", AUTO);
    expect([run.run.status, run.open]).toEqual(["complete", []]);
  });

  inFull("of such a file that a plan writes the person is told where it goes", async () => {
    const root = project(ONE);
    writeFiles(root, { "src/one.txt": "mine\n" });
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.task("Look at the plans").facts.notes).toEqual([
      expect.stringContaining("1 file is uncommitted: src/one.txt"),
      "Plan 01-01 changes src/one.txt as well: your lines that overlap its work go into its commit",
    ]);
  });

  inFull("what an earlier phase has brought is no such file", async () => {
    const root = project(ONE);
    await execute(root).start("execute-phase", AUTO);
    writeFiles(root, { [fileOf("01-02")]: planFile("01-02", [brings("two")]) });
    const run = await execute(root).start("execute-phase", AUTO);
    expect([run.run.status, run.open]).toEqual(["complete", []]);
    expect(summaries(root)).toHaveLength(2);
  });

  inFull("a detached HEAD is told, and where the commits go", async () => {
    const root = project(ONE);
    git(root, "checkout", "-q", "--detach");
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.task("Look at the plans").facts.notes).toEqual([
      expect.stringContaining("HEAD is detached"),
    ]);
    await run.answer("approve");
    expect(run.run.status).toBe("complete");
    const text = reportText(reportFacts(run.project, run.run), undefined, null);
    expect(text).toContain(`the commits are on multi-ai/work-${run.run.run}, not in your checkout`);
  });

  test("nothing begins in the middle of the person's merge", async () => {
    const root = project(ONE);
    writeFiles(root, { ".git/MERGE_HEAD": `${git(root, "rev-parse", "HEAD")}\n` });
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.task("Look at the plans").facts.reason).toContain("is not finished here");
    rmSync(join(root, ".git/MERGE_HEAD"));
    await run.answer("again");
    expect(run.run.status).toBe("complete");
  });

  inFull("without git a repository can be made; nothing goes on without one", async () => {
    const root = project(ONE, { git: false });
    const run = await execute(root).start("execute-phase", AUTO);
    expect(run.open[0]).toMatchObject({
      kind: "execute-consent",
      options: ["init_git", "again", "stop"],
    });
    await run.answer("init_git");
    expect(run.run.status).toBe("complete");
    expect(summaries(root)[0]!.commits).toHaveLength(1);
    const branch = git(root, "symbolic-ref", "--short", "HEAD");
    expect(git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads")).toBe(branch);
    expect(subjects(root, branch)).toContain("feat(01-01): bring one");
  });

  inFull(
    "a plan that cannot be read keeps all of its phase from running, and its line is told",
    async () => {
      const root = project({
        ...ONE,
        "01-02": planFile("01-02", [brings("two")]).replace("wave: 1", "wave: ["),
      });
      expect(await problemsOf(root)).toContainEqual(
        expect.stringMatching(/01-02-PLAN\.md:\d+: the front matter is not valid YAML/),
      );
    },
  );

  inFull("no plan, or nothing left to do, names the command that helps", async () => {
    const root = project({});
    expect(await problemsOf(root)).toEqual([
      "phase 1 has no plan yet: type multi-ai run plan-phase 1",
    ]);
    writeFiles(root, { [fileOf("01-01")]: ONE["01-01"] });
    rmSync(join(root, ".task"), { recursive: true });
    await execute(root).start("execute-phase", AUTO);
    rmSync(join(root, ".task"), { recursive: true });
    expect(await problemsOf(root)).toEqual([
      "all plans of phase 1 are done: type multi-ai run verify-work 1",
    ]);
  });

  inFull(
    "a summary over commits that were taken back, or over files that are gone, does not hold",
    async () => {
      const root = project(ONE);
      await execute(root).start("execute-phase", AUTO);
      const [commit] = summaries(root)[0]!.commits;
      git(root, "reset", "-q", "--hard", "HEAD~1");
      // The program's own refs keep the commit, which is no history of the person's.
      for (const ref of git(root, "for-each-ref", "--format=%(refname)", "refs/multi-ai").split(
        "\n",
      ))
        if (ref !== "") git(root, "update-ref", "-d", ref);
      rmSync(join(root, "src/one.txt"), { force: true });
      rmSync(join(root, ".task"), { recursive: true });
      const problems = await problemsOf(root);
      expect(problems).toContainEqual(
        expect.stringContaining(
          `commit ${commit} is no longer on any branch; bring it back: git branch`,
        ),
      );
      expect(problems).toContainEqual(expect.stringContaining("src/one.txt is missing"));
    },
  );

  test("what a later plan has taken away is nothing that an earlier summary lacks, which says what shows it no more", async () => {
    const gone = { name: "Drop one", files: ["src/one.txt"], commands: ["test ! -e src/one.txt"] };
    const root = project({ ...ONE, "01-02": planFile("01-02", [gone], { after: ["01-01"] }) });
    const run = await execute(root, (brief) => {
      if (!brief.text.includes("Drop one")) return bringer(brief);
      const work = carriedOut(brief, { "src/one.txt": "" });
      for (const path of Object.keys(work.edits!)) rmSync(path);
      return { artifact: work.artifact };
    }).start("execute-phase", AUTO);
    // Nobody reviews here, who could say that the plan wants it.
    expect(run.shown).toContain("passed before, and does not on its code: test -f src/one.txt");
    await run.answer("accept", "it goes");
    expect(run.run.status).toBe("complete");
    expect(run.text(fileOf("01-01", "SUMMARY"))).toContain(
      "Task 1, unknown: `test -f src/one.txt` was removed by a later task.",
    );
    expect(reportText(reportFacts(run.project, run.run), undefined, null)).toContain(
      "Task 1, Bring one: unknown: `test -f src/one.txt` was removed by a later task",
    );
    expect(await problemsOf(root)).toEqual([
      "all plans of phase 1 are done: type multi-ai run verify-work 1",
    ]);
  });

  inFull(
    "ten plans of four tasks fit into one run; far more are told to be put aside",
    async () => {
      const plans = (count: number) =>
        Object.fromEntries(
          Array.from({ length: count }, (_, at) => {
            const id = `01-${String(at + 1).padStart(2, "0")}`;
            const names = [1, 2, 3, 4].map((one) => `a file of some length ${id} ${one}`);
            const task = (name: string) => ({
              ...brings(name.replaceAll(" ", "-")),
              name: `Bring ${name}`,
            });
            return [id, planFile(id, names.map(task))];
          }),
        );
      const fits = await execute(project(plans(10))).start("execute-phase", PHASE);
      expect(fits.open[0]).toMatchObject({ kind: "execute-consent" });
      expect(await fits.task("Look at the plans").facts.waves).toBe(1);
      const long = await execute(project(plans(15))).start("execute-phase", PHASE);
      expect(long.task("Look at the plans").facts.problems).toEqual([
        expect.stringContaining("with 60 tasks, are too much for one run"),
      ]);
      const many = await execute(project(plans(16))).start("execute-phase", PHASE);
      expect(many.task("Look at the plans").facts.problems).toEqual([
        expect.stringContaining("with 64 tasks, are too much for one run"),
      ]);
    },
  );

  inFull(
    "the phase's own branch is gone on with where it is checked out, and asked for where it is not",
    async () => {
      const root = project(ONE, { config: { git: { branching_strategy: "phase" } } });
      git(root, "branch", "gsd/phase-01-greeting");
      const run = await execute(root).start("execute-phase", AUTO);
      expect(run.task("Look at the plans").facts.problems).toEqual([
        "the commits of this phase go to gsd/phase-01-greeting, which is not checked out: git switch gsd/phase-01-greeting",
      ]);
      git(root, "checkout", "-q", "gsd/phase-01-greeting");
      await run.answer("again");
      expect(run.run.status).toBe("complete");
      expect(subjects(root, "gsd/phase-01-greeting")).toEqual(["start", "feat(01-01): bring one"]);
    },
  );

  inFull("two folders of one number are told with both names", async () => {
    const root = project(ONE);
    writeFiles(root, { ".planning/phases/1-other/01-01-PLAN.md": ONE["01-01"] });
    expect((await problemsOf(root)).join("\n")).toMatch(
      /1-other: found the number 1, which 01-greeting has, too; expected one folder/,
    );
  });
});

describe("commits without a summary", () => {
  const plan = planFile("01-01", [
    brings("one"),
    { ...brings("two"), commands: ["grep -q right src/two.txt"] },
  ]);
  /** A run that got through its first task alone. */
  async function broken(): Promise<string> {
    const root = project({ "01-01": plan });
    await execute(root).start("execute-phase", AUTO);
    expect(summaries(root)).toEqual([]);
    rmSync(join(root, ".task"), { recursive: true });
    return root;
  }
  const right = (brief: Parameters<typeof bringer>[0]) => {
    const name = taskIn(brief).replace("Bring ", "");
    return carriedOut(brief, { [`src/${name}.txt`]: "right\n" });
  };

  inFull(
    "are asked about, never run a second time in silence; done tasks are not done again",
    async () => {
      const root = await broken();
      const run = await execute(root, right).start("execute-phase", AUTO);
      expect(run.open[0]).toMatchObject({
        kind: "execute-consent",
        options: ["approve", "anew", "again", "stop"],
      });
      expect(run.task("Look at the plans").facts.again).toEqual([
        expect.stringMatching(
          /^01-01, task 2: sonnet did not finish it last time, opus does it now: Bring two: tried 3 times/,
        ),
      ]);
      expect(run.task("Look at the plans").facts.notes).toEqual([
        expect.stringMatching(
          /^01-01: 1 commit but no summary, the newest: [0-9a-f]{12} feat\(01-01\): bring one; tasks with a commit are not repeated$/,
        ),
      ]);
      await run.answer("approve");
      expect(run.run.status).toBe("complete");
      expect([...run.briefs.keys()]).toEqual(["Task 1"]);
      expect(run.briefs.get("Task 1")).toContain("Task 2 of plan 01-01");
      expect(summaries(root)[0]).toMatchObject({
        self_check: "passed",
        problems: [],
        files: ["src/one.txt", "src/two.txt"],
      });
    },
  );

  inFull(
    "of another tool can be taken for nothing: all is carried out once more, when the person says so",
    async () => {
      const root = project({ "01-01": planFile("01-01", [brings("one")]) });
      git(root, "commit", "-q", "--allow-empty", "-m", "feat(01-01): something");
      const run = await execute(root).start("execute-phase", AUTO);
      expect(run.open[0]).toMatchObject({
        kind: "execute-consent",
        options: ["approve", "again", "stop"],
      });
      await run.answer("approve");
      expect(run.run.status).toBe("complete");
      expect(summaries(root)[0]!.commits).toHaveLength(1);
    },
  );

  inFull(
    "stay those of the plan where it is carried out once more and finds its work there",
    async () => {
      const root = project({ "01-01": planFile("01-01", [brings("one")]) });
      await execute(root).start("execute-phase", AUTO);
      const [commit] = summaries(root)[0]!.commits;
      for (const path of [".task", fileOf("01-01", "SUMMARY")])
        rmSync(join(root, path), { recursive: true });
      const again = execute(root, (brief) =>
        carriedOut(brief, {}, { reason: "It is there already." }),
      );
      const run = await again.start("execute-phase", AUTO);
      await run.answer("anew");
      expect(run.open.map(({ kind }) => kind)).toEqual(["execute-unshown"]);
      await run.answer("accept", "It is there.");
      expect([run.run.status, run.refused]).toEqual(["complete", []]);
      expect(summaries(root)[0]).toMatchObject({
        commits: [commit],
        files: ["src/one.txt"],
        problems: [],
      });
      expect(subjects(root, "HEAD").filter((one) => one.startsWith("feat"))).toHaveLength(1);
    },
  );

  inFull("of a plan whose every task was done get their summary without any agent", async () => {
    const root = project({ "01-01": planFile("01-01", [brings("one")]) });
    await execute(root).start("execute-phase", AUTO);
    for (const path of [".task", fileOf("01-01", "SUMMARY")])
      rmSync(join(root, path), { recursive: true });
    const run = await execute(root).start("execute-phase", AUTO);
    await run.answer("approve");
    expect([run.run.status, run.briefs.size]).toEqual(["complete", 0]);
    expect(summaries(root)[0]).toMatchObject({
      self_check: "passed",
      problems: [],
      files: ["src/one.txt"],
    });
  });
});

describe("a plan that is changed while it is carried out", () => {
  const changing = (root: string) => (brief: Parameters<typeof bringer>[0]) => {
    writeFiles(root, {
      [fileOf("01-01")]: planFile("01-01", [{ ...brings("one"), action: "Something else." }]),
    });
    return bringer(brief);
  };

  test("is noticed: the person says whether it was them, or puts it back", async () => {
    const plan = planFile("01-01", [brings("one")]);
    const root = project({ "01-01": plan });
    const run = await execute(root, changing(root)).start("execute-phase", AUTO);
    expect(run.open[0]).toMatchObject({ kind: "execute-touched" });
    expect(run.shown).toContain(`${fileOf("01-01")} was changed during the run`);
    await run.answer("again");
    expect(run.open[0]).toMatchObject({ kind: "execute-touched" });
    writeFiles(root, { [fileOf("01-01")]: plan });
    await run.answer("again");
    expect([run.run.status, summaries(root).length]).toEqual(["complete", 1]);
  });
});
