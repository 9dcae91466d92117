// `multi-ai rollback` as a person types it, on runs whose implementation really changed files.
// Runs: in full only.
import { afterAll, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../src/engine/run.ts";
import { findProject } from "../../../src/project/project.ts";
import { presentState } from "../../../src/project/snapshots/states.ts";
import { keepAndRecord } from "../../../src/record/machine/refs.ts";
import { repoOf } from "../../../src/run/audit/accepted-state.ts";
import { uncommittedRef } from "../../../src/run/audit/uncommitted.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { cleanup, git, makeProject, writeFiles } from "../../harness/project.ts";
import { BUILD } from "../../workflows/multi-ai/ids.ts";
import { atTerminal, cli, PROGRAM } from "../cli.ts";
import { dispatchTask, makeRun, STATES } from "../made/make-run.ts";

afterAll(cleanup);

const there = (root: string) => existsSync(join(root, "src/goodbye.ts"));

test("shows, does it, and goes back, from a folder inside the project", async () => {
  const { root, run } = await STATES.complete();
  const ref = `refs/multi-ai/${run.run}`;
  const shown = await cli(join(root, "src"), ["rollback"]);
  expect([shown.code, there(root)]).toEqual([0, true]);
  expect(shown.out).toContain(`the state of ${run.run} before its implementation (${ref}, `);
  expect(shown.out).toContain("2 deleted.\n  D src/goodbye.ts\n");
  expect(shown.out).toEndWith("Nothing was changed. To do it: multi-ai rollback --yes\n");

  const { result: done, screen } = await atTerminal(
    [process.execPath, PROGRAM, "rollback", "--yes"],
    root,
  );
  expect(screen).toMatch(
    /^This restores the state of [\s\S]+: 2 deleted\.\s+D src\/goodbye\.ts\s[\s\S]+To confirm, type /,
  );
  expect([done.code, there(root), git(root, "status", "--porcelain")]).toEqual([0, false, ""]);
  expect(done.out).toEndWith(
    `The previous files are kept on ${ref}-before-rollback.\nTo undo this: multi-ai rollback --undo --yes\n`,
  );
  expect((await cli(root, ["rollback"])).out).toContain("are already in the state");

  expect((await cli(root, ["rollback", "--undo"])).out).toEndWith(
    "To do it: multi-ai rollback --undo --yes\n",
  );
  const { json } = await cli(root, ["rollback", "--undo", "--yes", "--json"]);
  expect(json).toMatchObject({
    run: run.run,
    done: true,
    refused: null,
    from: `${ref}-before-rollback`,
  });
  expect(there(root)).toBe(true);
});

test("every view of a run says that it was rolled back and how to undo that, until it is undone", async () => {
  const { root, run } = await STATES.complete();
  const undo = `To undo this: multi-ai rollback --run ${run.run} --undo --yes`;
  const views = async (): Promise<string[]> => {
    const all = [["status"], ["report"], ["report", "--md"], ["log"]].map((args) =>
      cli(root, args),
    );
    return (await Promise.all(all)).map(({ out }) => out.replaceAll(/\s+/g, " "));
  };
  const before = await views();
  expect(before.join("")).not.toContain("Rolled back");
  await cli(root, ["rollback", "--yes"]);
  for (const view of await views()) {
    expect(view).toMatch(
      /Rolled back on 20\d\d-\S+ \d\d:\d\d \S+ to the state before its implementation\. To undo this: /,
    );
    expect(view).toContain(undo);
  }
  expect((await cli(root, ["report"])).out).not.toContain("rollback to before the implementation");
  // What goes on to accepted work from there is another one, and undone first.
  await cli(root, ["rollback", "--accepted", "--yes"]);
  for (const view of await views())
    expect(view).toContain("to the state as its accepted tasks left it. To undo this");
  for (const _ of ["accepted", "before"]) await cli(root, ["rollback", "--undo", "--yes"]);
  expect(await views()).toEqual(before);
});

test("the command that the report names for the change shows new files, and changes nothing in git", async () => {
  const { root } = await STATES.complete();
  const seen = () => [git(root, "status", "--porcelain"), git(root, "diff")];
  const before = seen();
  const [, command] = /^ {2}(git .*?)(?:: |$)/m.exec((await cli(root, ["report"])).out)!;
  const shown = Bun.spawnSync(["sh", "-c", command!], { cwd: root });
  expect([shown.exitCode, shown.stdout.toString()]).toEqual([
    0,
    expect.stringContaining("+++ b/src/goodbye.ts\n"),
  ]);
  expect(seen()).toEqual(before);
});

test("what is not as the run left it is the person's: listed and left alone, unless they want all; undone step by step", async () => {
  const { root } = await STATES.complete();
  const readme = () => readFileSync(join(root, "README.md"), "utf8");
  const before = readme();
  writeFiles(root, {
    "README.md": "edited\n",
    "mine.txt": "mine\n",
    "src/goodbye.ts": "finished by hand\n",
  });
  git(root, "add", "mine.txt");
  git(root, "commit", "-qm", "mine");
  const shown = await cli(root, ["rollback"]);
  expect(shown.out).toContain(
    "1 deleted.\n  D tests/goodbye.test.ts\nYours, left alone: changed by hand, or not as the run",
  );
  expect(shown.out).toContain(
    "  README.md: --all would change it\n  mine.txt: --all would delete it\n  src/goodbye.ts: --all would delete it\nLeft alone:",
  );
  await cli(root, ["rollback", "--yes"]);
  const paths = ["tests/goodbye.test.ts", "mine.txt", "src/goodbye.ts"];
  const now = () => [readme(), ...paths.map((path) => existsSync(join(root, path)))];
  expect(now()).toEqual(["edited\n", false, true, true]);
  expect((await cli(root, ["rollback"])).out).toContain(
    "None of the run's own changes remain to undo",
  );

  expect((await cli(root, ["rollback", "--all"])).out).toEndWith(
    "To do it: multi-ai rollback --all --yes\n",
  );
  await cli(root, ["rollback", "--all", "--yes"]);
  expect(now()).toEqual([before, false, false, false]);
  // What is made meanwhile is no undo's.
  writeFiles(root, { "later.txt": "later\n" });
  const { out } = await cli(root, ["rollback", "--undo", "--yes"]);
  expect(out).toContain("Yours, left alone: not as the rollback left it.\n  later.txt");
  expect(now()).toEqual(["edited\n", false, true, true]);
  await cli(root, ["rollback", "--undo", "--yes"]);
  expect(now()).toEqual(["edited\n", true, true, true]);
  expect(existsSync(join(root, "later.txt"))).toBe(true);
  expect((await cli(root, ["rollback", "--undo"])).err).toContain(
    "no rollback that could be undone",
  );
});

test("is refused while an agent is at work, and works once the run is put aside", async () => {
  const made = await makeRun({
    auto: true,
    until: (run) => run.tasks.some((one) => one.id === BUILD && one.status === "ready"),
  });
  await dispatchTask(made.project, made.run, made.run.tasks.find((one) => one.id === BUILD)!);
  writeFiles(made.root, { "half.ts": "half\n" });
  const { code, err } = await cli(made.root, ["rollback", "--yes"]);
  const ways = `multi-ai park parks that run, multi-ai cancel ends it; then: multi-ai rollback --run ${made.run.run} --yes\n`;
  expect([code, err]).toEqual([1, expect.stringContaining(ways)]);
  expect((await cli(made.root, ["rollback"])).out).toEndWith(ways);
  expect(readRun(made.project)!.tasks.find((one) => one.id === BUILD)!.status).toBe("running");
  expect((await cli(made.root, ["park"])).code).toBe(0);
  expect((await cli(made.root, ["rollback", "--run", made.run.run, "--yes"])).code).toBe(0);
  expect(existsSync(join(made.root, "half.ts"))).toBe(false);
  expect((await cli(made.root, ["resume"])).code).toBe(0);
});

test("after a cancel the report has the way back, also from work that was not accepted; status promises none", async () => {
  const until = (run: Run) => run.tasks.some((one) => one.id === BUILD && one.status === "ready");
  for (const hasBegun of [false, true]) {
    const made = await makeRun({ auto: true, until });
    if (hasBegun) {
      await dispatchTask(made.project, made.run, made.run.tasks.find((one) => one.id === BUILD)!);
      writeFiles(made.root, { "half.ts": "half\n" });
    }
    await cli(made.root, ["cancel"]);
    const [status, report] = await Promise.all(
      ["status", "report"].map((verb) => cli(made.root, [verb])),
    );
    expect(status!.out).toEndWith("multi-ai report shows what was done\n");
    expect(report!.out.includes("\n  multi-ai rollback: shows what a rollback")).toBe(hasBegun);
    expect(report!.out).toContain(`Files changed: none${hasBegun ? " from accepted tasks" : ""}\n`);
  }
});

test("a folder without git is brought back, too, and the report names no command of git", async () => {
  const { root } = await makeRun({ root: makeProject({ git: false }), auto: true });
  expect((await cli(root, ["report"])).out).not.toContain("git diff");
  expect(there(root)).toBe(true);
  expect((await cli(root, ["rollback", "--yes"])).code).toBe(0);
  expect([there(root), existsSync(join(root, ".git"))]).toEqual([false, false]);
});

test("a snapshot whose ref was deleted is found again; one that is gone is named as missing, not as an empty state", async () => {
  const { root, run } = await STATES.complete();
  rmSync(join(root, ".git/refs/multi-ai", run.run));
  const shown = await cli(root, ["rollback"]);
  expect([shown.code, shown.out.includes("so the recorded commit is used")]).toEqual([0, true]);
  Bun.spawnSync(["git", "gc", "-q", "--prune=now"], { cwd: root });
  const gone = await cli(root, ["rollback", "--yes"]);
  expect([gone.code, gone.out + gone.err]).toEqual([
    1,
    expect.stringContaining("The kept files are gone"),
  ]);
  expect(there(root)).toBe(true);
});

test("gives back single files, also what the person saved while the run worked, and goes back", async () => {
  const { root, run } = await STATES.complete();
  writeFiles(root, { "README.md": "# Mine\n", "notes.txt": "mine\n" });
  const repo = repoOf(findProject(root), run)!;
  const drafts = presentState(repo, { write: true });
  const mine = new Map([...drafts].filter(([path]) => path === "notes.txt"));
  keepAndRecord(findProject(root), repo, uncommittedRef(run.run), mine, "mine");
  rmSync(join(root, "notes.txt"));
  const shown = await cli(join(root, "src"), ["rollback", "goodbye.ts", "../notes.txt"]);
  expect(shown.out).toEndWith(
    "Nothing was changed. To do it: multi-ai rollback src/goodbye.ts notes.txt --yes\n",
  );
  expect((await cli(root, ["rollback", "src/goodbye.ts", "notes.txt", "--yes"])).code).toBe(0);
  const lie = () => [
    there(root),
    existsSync(join(root, "tests/goodbye.test.ts")),
    existsSync(join(root, "notes.txt")),
  ];
  expect(lie()).toEqual([false, true, true]);
  expect(readFileSync(join(root, "README.md"), "utf8")).toBe("# Mine\n");
  await cli(root, ["rollback", "--undo", "--yes"]);
  expect(lie()).toEqual([true, true, false]);
  expect((await cli(root, ["rollback", "nothing.ts"])).err).toContain(
    'Nothing was kept of "nothing.ts"',
  );
  expect((await cli(root, ["rollback", "../nothing.ts"])).code).toBe(2);
});
