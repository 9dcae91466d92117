// Guarantee: Nothing is lost.
// Where the commits of a council go once it is done: its change does not lie there twice.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { viewOf } from "../../../src/run/views/status.ts";
import { inProcess, terminalContext } from "../../cli/in-process.ts";
import { honestCouncil, REQUEST } from "../../harness/council.ts";
import { startedHere } from "../../harness/known.ts";
import type { Turn } from "../../harness/model.ts";
import { cleanup, git, makeProject, writeFiles } from "../../harness/project.ts";
import type { Work } from "../../harness/team.ts";
import { PhasesRun } from "../phases/play.ts";

afterEach(cleanup);

class CouncilRun extends PhasesRun {
  protected override readonly workflow = "council";
  constructor(root: string) {
    super(root, (brief) => honestCouncil()(brief, {} as Turn) as Work);
  }
}

/** A council of two tasks that is done, or asks where its commits go. */
async function built(root: string, execute: object, auto = true): Promise<CouncilRun> {
  const run = new CouncilRun(root);
  await run.start("start", {
    request: REQUEST,
    auto,
    settings: { execute: { allow: ["bun test"], ...execute } },
  });
  if (!auto) await run.answer("approve");
  startedHere(run.project, run.run.run);
  return run;
}
const subjects = (root: string, of = "HEAD"): string[] =>
  git(root, "log", "--format=%s", of).split("\n").sort();
const uncommitted = (root: string): string =>
  git(root, "status", "--porcelain", "--untracked-files=all", "--", ":!.task");
const take = async (root: string, ...words: string[]) =>
  (await inProcess(["take", ...words], terminalContext(root, process.env)))!;
const WHOLE = ["Goodbye", "Thanks", "start"];

describe("the end of a council", () => {
  test("asks once where its commits go: on the branch that is checked out no file is left over", async () => {
    const root = makeProject();
    const run = await built(root, {}, false);
    expect(run.open.map(({ kind, options }) => [kind, options])).toEqual([
      ["take", ["here", "branch", "files"]],
    ]);
    expect(run.shown).toContain(`Each task is a commit on multi-ai/work-${run.run.run}`);
    expect([subjects(root), uncommitted(root) === ""]).toEqual([["start"], false]);
    await run.answer("here");
    expect([
      run.run.status,
      subjects(root),
      uncommitted(root),
      git(root, "branch", "--show-current"),
    ]).toEqual(["complete", WHOLE, "", "main"]);
    expect(git(root, "merge", `multi-ai/work-${run.run.run}`)).toContain("Already up to date");
    expect(viewOf(run.project, run.run).next).not.toContain("take");
  });

  test("a setting says it before; what the person had uncommitted stays so", async () => {
    const root = makeProject({
      files: { "src/thanks.ts": "// one\n// two\n// three\n", "src/greet.ts": "export {};\n" },
    });
    writeFileSync(join(root, "src/greet.ts"), "export {};\n// mine\n");
    writeFileSync(join(root, "draft.md"), "mine\n");
    const run = await built(root, { commits: "branch" });
    const branch = `multi-ai/take-${run.run.run}`;
    expect([run.open, run.run.status, git(root, "branch", "--show-current")]).toEqual([
      [],
      "complete",
      branch,
    ]);
    expect([subjects(root), subjects(root, "main")]).toEqual([WHOLE, ["start"]]);
    expect(
      uncommitted(root)
        .split("\n")
        .map((line) => line.trim()),
    ).toEqual(["M src/greet.ts", "?? draft.md"]);
    expect(run.subjects).toEqual(
      expect.arrayContaining(["(Choose where the commits go)", "Take the commits"]),
    );
  });

  test("with --auto and no setting nothing moves; multi-ai take does it later, behind other commits, and once", async () => {
    const root = makeProject();
    const run = await built(root, {});
    expect([run.run.status, run.subjects]).toEqual([
      "complete",
      expect.arrayContaining(["(Choose where the commits go)", "(Take the commits)"]),
    ]);
    expect(viewOf(run.project, run.run).next).toContain("multi-ai take");
    writeFiles(root, { "other.md": "mine\n" });
    git(root, "add", "other.md");
    git(root, "commit", "-qm", "other");
    writeFiles(root, { "staged.md": "mine\n" });
    git(root, "add", "staged.md");
    // A folder without the change is not given commits of it, and nobody's branch is lost.
    const file = join(root, "src/goodbye.ts");
    const text = readFileSync(file, "utf8");
    rmSync(file);
    const refused = await take(root);
    expect([refused.exit, refused.text]).toEqual([
      1,
      expect.stringContaining("without the run's change of src/goodbye.ts"),
    ]);
    writeFileSync(file, text);
    git(root, "checkout", "-q", "--detach");
    expect((await take(root)).text).toContain("HEAD is detached");
    git(root, "checkout", "-q", "main");
    expect((await take(root)).text).toBe("2 commits on main.");
    expect([subjects(root), uncommitted(root)]).toEqual([
      [...WHOLE, "other"].sort(),
      "A  staged.md",
    ]);
    const again = await take(root);
    expect([again.exit, again.text, subjects(root).length]).toEqual([
      0,
      "main has all of its commits already.",
      4,
    ]);
    expect(viewOf(run.project, run.run).next).not.toContain("multi-ai take");
  });

  test("what the person has committed differently since is not put over", async () => {
    const root = makeProject();
    const run = await built(root, {});
    const own = git(root, "show", `multi-ai/work-${run.run.run}:src/goodbye.ts`).replace(
      "Goodbye",
      "Farewell",
    );
    writeFiles(root, { "src/goodbye.ts": own });
    git(root, "add", "src/goodbye.ts");
    git(root, "commit", "-qm", "mine");
    const refused = await take(root);
    expect([refused.exit, subjects(root)]).toEqual([1, ["mine", "start"]]);
    expect(refused.text).toContain("src/goodbye.ts is another one on main than the run found");
  });
});

test("a run without commits has none to take", async () => {
  const run = new CouncilRun(makeProject());
  await run.type("council", `ask ${REQUEST}`);
  startedHere(run.project, run.run.run);
  expect([(await take(run.project.root)).exit, run.run.status]).toEqual([1, "complete"]);
});
