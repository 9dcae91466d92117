// Runs in worktrees beside a project: several at once, taken in any order, and dropped.
// Runs: in full too.
// Not in npm test: ^whoever has a f|^squashed|^what a run left
// Not in npm test: (?:of a worktree of the person|of a commit that was only looked at)
import { expect, test } from "bun:test";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isTrusted } from "../../../src/host/program.ts";
import { findProject } from "../../../src/project/project.ts";
import { addWorktree, worktreesOf } from "../../../src/project/worktrees/linked-worktrees.ts";
import { openWorktree } from "../../../src/run/start/worktree-run.ts";
import { git, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import { makeRun } from "../made/make-run.ts";
import { worktreeRuns } from "./worktree-runs.ts";

const { env, opened, typed, worked } = worktreeRuns();

const COPY = { recursive: true };
const FILES = { "a.txt": "one\ntwo\nthree\n", "b.txt": "b\n", "c.txt": "c\n" };

/** The line that brings what a run's tasks made. */
const lineOf = (run: string): string =>
  `git diff --binary refs/multi-ai/${run} refs/multi-ai/${run}-now | git apply --3way`;
const keptOf = (run: string): string =>
  `Git keeps what its tasks made. This brings it here, uncommitted: ${lineOf(run)}`;

const read = (root: string, name: string): string => readFileSync(join(root, name), "utf8");
/** The runs whose commits the branch has beside its first. */
const taken = (root: string): string[] =>
  git(root, "log", "--reverse", "--format=%(trailers:key=Run,valueonly)", "HEAD")
    .split("\n")
    .filter((line) => line !== "");

test.each([
  [
    "a folder of theirs where it has a file",
    { "new.txt/mine.txt": "mine\n" },
    { "new.txt": "n\n" },
  ],
  ["a file of theirs where it has a folder", { lib: "mine\n" }, { "lib/x.ts": "x\n" }],
])("whoever has %s keeps it, and nothing is touched", async (_, mine, made) => {
  for (const form of [[], ["--squash"], ["--files"]])
    for (const isStaged of [false, true]) {
      const root = makeProject({ files: FILES });
      const { run } = await worked(root, "In the way", made);
      writeFiles(root, mine);
      if (isStaged) git(root, "add", "-A");
      const before = [git(root, "status", "--short", "-uall"), git(root, "rev-parse", "HEAD")];
      const { exit, text } = await typed(root, "take", run, ...form);
      const [[name, held]] = Object.entries(mine) as [[string, string]];
      expect([form, isStaged, exit, read(root, name)]).toEqual([form, isStaged, 1, held]);
      expect(text).toMatch(/in ways that do not fit|changes of its own|in the way/);
      expect([git(root, "status", "--short", "-uall"), git(root, "rev-parse", "HEAD")]).toEqual(
        before,
      );
    }
});

test("three at once are taken in any order; the two that do not fit together are told before anything is touched", async () => {
  const root = makeProject({ files: FILES });
  const [one, two, three] = [
    await worked(root, "First line", { "a.txt": "ONE\ntwo\nthree\n" }),
    await worked(root, "Other file", { "b.txt": "B\n" }),
    await worked(root, "Same line", { "a.txt": "Eins\ntwo\nthree\n" }),
  ];
  expect(
    (await typed(root, "runs")).data.runs.map(({ run, place }: never) => [run, place]),
  ).toEqual([three, two, one].map(({ run, name }) => [run, name]));
  const slip = two.run.slice(0, -1);
  for (const verb of ["take", "drop"])
    expect((await typed(root, verb, slip)).text).toEndWith(`; did you mean ${two.run}?`);
  expect((await typed(root, "take", "nope")).text).toEndWith(
    `known: ${[one, two, three].map(({ name }) => name).join(", ")}`,
  );
  const others = (await typed(one.root, "status")).text;
  expect(others).not.toContain("In ");
  expect((await typed(root, "status")).text).toContain(`In ${two.name}: ${two.run}, complete`);
  expect((await typed(root, "report", "--run", two.run)).text).toBe(
    `Run ${two.run} is in ${two.name}: multi-ai --project ${two.root} status`,
  );
  const start = git(root, "rev-parse", "HEAD").trim();
  const orders = [0, 1, 2].flatMap((first) =>
    [0, 1, 2].flatMap((next) => (next === first ? [] : [[first, next, 3 - first - next]])),
  );
  for (const order of orders) {
    git(root, "reset", "-q", "--hard", start);
    // What the person is at stays as it is.
    writeFiles(root, { "c.txt": "mine\n", "new.txt": "mine\n" });
    git(root, "add", "new.txt");
    const all = order.map((at) => [one, two, three][at]!);
    const [won, lost] = all.filter(({ name }) => name !== two.name);
    for (const { run, name } of all) {
      const before = [git(root, "status", "--short"), git(root, "rev-parse", "HEAD")];
      const { exit, text, data, asked } = await typed(root, "take", run);
      if (name !== lost!.name) {
        expect([exit, asked]).toEqual([0, expect.stringContaining(`1 commit of ${name} on main`)]);
        continue;
      }
      expect([exit, asked, data.conflicts]).toEqual([1, "", ["a.txt"]]);
      expect(text).toContain(`git -C ${lost!.top} merge main`);
      expect([git(root, "status", "--short"), git(root, "rev-parse", "HEAD")]).toEqual(before);
    }
    expect(taken(root)).toEqual(all.filter((place) => place !== lost).map(({ run }) => run));
    expect(git(root, "status", "--short")).toBe("M c.txt\nA  new.txt");
    expect([read(root, "a.txt"), read(root, "b.txt")]).toEqual([read(won!.root, "a.txt"), "B\n"]);
  }
});

test("squashed, as files alone into a file that the person is at, and after the clash was settled in the worktree", async () => {
  const root = makeProject({ files: FILES });
  const place = await worked(root, "First line", { "a.txt": "ONE\ntwo\nthree\n" });
  git(place.root, "commit", "-q", "--allow-empty", "-m", "more");
  writeFiles(root, { "a.txt": "one\ntwo\nmine\n" });
  writeFiles(place.root, { "later.txt": "mine\n" });
  const held = await typed(root, "take", place.branch!, "--squash");
  expect([held.exit, held.text]).toEqual([
    1,
    expect.stringContaining("changes of its own in a.txt"),
  ]);
  const files = await typed(root, "take", place.name, "--files");
  expect(files.asked).toContain("Uncommitted in the worktree, and left there: later.txt.");
  rmSync(join(place.root, "later.txt"));
  expect([files.exit, files.data.on, read(root, "a.txt")]).toEqual([0, null, "ONE\ntwo\nmine\n"]);
  expect(taken(root)).toEqual([]);
  git(root, "reset", "-q", "--hard");
  git(root, "clean", "-fdq");
  expect((await typed(root, "take", place.name, "--squash")).data.made).toBe(1);
  expect(taken(root)).toEqual([place.run]);
  expect(git(root, "log", "-1", "--format=%an %s").trim()).toBe("Test Person Say goodbye by name");
  // Also typed there.
  expect((await typed(place.root, "take")).text).toContain("has all of");
  // Killed behind the files.
  git(root, "reset", "-q", "--hard", "HEAD^");
  git(root, "checkout", "-q", place.branch!, "--", ".");
  git(root, "reset", "-q");
  expect((await typed(root, "take", place.name)).data.made).toBe(2);
  expect([git(root, "status", "--short"), git(root, "rev-parse", "HEAD")]).toEqual([
    "",
    git(root, "rev-parse", place.branch!),
  ]);
  git(root, "reset", "-q", "--hard", "HEAD^");
  // The person's own work meets the run's there, and then fits.
  git(root, "reset", "-q", "--hard", "HEAD^");
  writeFiles(root, { "a.txt": "mine\ntwo\nthree\n" });
  git(root, "commit", "-qam", "mine");
  expect((await typed(root, "take", place.name)).data.conflicts).toEqual(["a.txt"]);
  Bun.spawnSync(["git", "merge", "-q", "main"], { cwd: place.root });
  writeFiles(place.root, { "a.txt": "mine and ONE\ntwo\nthree\n" });
  git(place.root, "commit", "-qam", "settled");
  expect((await typed(root, "take", place.name)).exit).toBe(0);
  expect([read(root, "a.txt"), git(root, "status", "--short")]).toEqual([
    "mine and ONE\ntwo\nthree\n",
    "",
  ]);
});

test("drop removes what the checkout has taken without a question, and asks about what would be lost", async () => {
  const root = makeProject({ files: FILES });
  const place = await worked(root, "First line", { "a.txt": "ONE\n" });
  await typed(root, "take", place.run, "--squash");
  const done = await typed(root, "drop", place.run);
  expect([done.exit, done.asked, existsSync(place.top)]).toEqual([0, "", false]);
  const other = opened(root, "Other file");
  await makeRun({ root: other.root });
  git(other.root, "commit", "-q", "--allow-empty", "-m", "work");
  writeFiles(other.root, { "b.txt": "B\n" });
  expect((await typed(root, "take", other.name)).text).toContain("is not complete");
  const { asked, exit } = await typed(root, "drop", other.branch!);
  expect([exit, asked]).toEqual([
    0,
    expect.stringMatching(
      /^Lost with other-file-\w+: uncommitted work \(b\.txt\), and 1 commit on no other branch, and run multi-ai-\w+, which is not over\./,
    ),
  ]);
  expect(worktreesOf({ root })).toEqual([]);
  expect(git(root, "branch", "--list").trim()).toBe("* main");
  expect((await typed(root, "drop", "gone")).text).toBe(
    "No worktree of gone; this project has none.",
  );
});

/** Run and outcome of each in the list. */
const listed = async (root: string): Promise<string[]> => {
  const { text } = await typed(root, "runs");
  return text.split("\n").flatMap((line) => /(multi-ai-\w+ +\S.*?) {2}/.exec(line)?.[1] ?? []);
};

test("what is known of a dropped run is in the checkout's history: a complete one, one that was at work, a parked one and one that cannot be read", async () => {
  const root = makeProject({ files: FILES });
  const complete = await worked(root, "First line", { "a.txt": "ONE\n" });
  const working = opened(root, "Other file");
  const parked = (await makeRun({ root: working.root })).run.run;
  await typed(working.root, "park");
  expect((await typed(root, "take", working.name)).text).toBe(
    `Run ${parked} is parked: multi-ai --project ${working.root} resume ${parked} brings it back.`,
  );
  const live = (await makeRun({ root: working.root })).run.run;
  const broken = opened(root, "Broken");
  const unread = (await makeRun({ root: broken.root })).run.run;
  writeFileSync(join(broken.root, ".task/events.jsonl"), "no journal\n");
  // A journal that came with somebody's commits is none of this machine's.
  const strange = opened(root, "Strange");
  const foreign = "multi-ai-00000000";
  cpSync(join(complete.root, ".task"), join(strange.root, ".task/history", foreign), COPY);
  for (const { name } of [complete, working, broken, strange]) {
    const { exit, text } = await typed(root, "drop", name);
    expect([exit, text]).toEqual([0, expect.stringContaining("Removed: ")]);
  }
  expect(await listed(root)).toEqual([
    `${live}  cancelled, dropped`,
    `${parked}  cancelled, dropped`,
    `${complete.run}  complete, dropped`,
  ]);
  for (const run of [complete.run, live, parked])
    for (const verb of ["report", "log", "status"])
      expect((await typed(root, verb, "--run", run)).exit).toBe(0);
  expect((await typed(root, "report", "--run", complete.run)).text).toContain("AC1");
  // It is this machine's still: what goes out of it may.
  const sent = await typed(root, "comment", complete.run);
  expect(sent.text).toStartWith(`Run ${complete.run} is about no pull request.`);
  const kept = readdirSync(join(root, ".task/history"));
  expect(kept.filter((name) => name.includes(unread))).toHaveLength(1);
  expect(kept).not.toContain(foreign);
  expect((await typed(root, "take", complete.run)).text).toBe(
    `Run ${complete.run} was in the worktree ${complete.name}, which is removed: no branch is left to take. multi-ai report --run ${complete.run} shows what it did.\n${keptOf(complete.run)}`,
  );
  Bun.spawnSync(["sh", "-c", lineOf(complete.run)], { cwd: root });
  expect((await typed(root, "take", complete.run)).text).toEndWith(" shows what it did.");
  git(root, "reset", "-q", "--hard");
  git(root, "update-ref", "-d", `refs/multi-ai/${live}-now`);
  expect((await typed(root, "take", live)).text).toEndWith(" shows what it did.");
  for (const word of [complete.name, complete.branch!])
    expect((await typed(root, "drop", word)).text).toBe(
      `${complete.name} is removed already. multi-ai report --run ${complete.run} shows its run.`,
    );
  expect((await typed(root, "take", complete.branch!)).text).toContain(
    `Run ${complete.run} was in`,
  );
  expect(git(root, "status", "--short")).toBe("");
});

test("a run of the checkout itself is not dropped: what it is, and what helps", async () => {
  const root = makeProject({ files: FILES });
  const { run } = (await makeRun({ root })).run;
  const is = `Run ${run} is in the checkout itself and has no worktree.`;
  expect((await typed(root, "drop", run)).text).toBe(
    `${is} multi-ai cancel ends it, multi-ai reset archives it; its files stay.`,
  );
  await typed(root, "cancel");
  expect((await typed(root, "drop", run)).text).toBe(
    `${is} multi-ai reset archives it; its files stay.`,
  );
  await typed(root, "reset");
  expect((await typed(root, "drop", run)).text).toBe(
    `Run ${run} has no worktree: it is parked or archived in the checkout. multi-ai report --run ${run} shows it.`,
  );
});

test("what a run left that did not complete is not taken for nothing: it has to be committed first", async () => {
  const root = makeProject({ files: FILES });
  const place = opened(root, "Other file");
  await makeRun({ root: place.root });
  writeFiles(place.root, { "b.txt": "B\n" });
  await typed(place.root, "cancel");
  const held = await typed(root, "take", place.name);
  expect([held.exit, held.text]).toEqual([
    1,
    `Nothing was done: ${place.name} has no commit that your checkout lacks, and these are uncommitted there: b.txt; commit what you want of them in ${place.root}, then take it again.`,
  ]);
  git(place.root, "commit", "-qam", "B");
  expect((await typed(root, "take", place.name)).exit).toBe(0);
  expect(read(root, "b.txt")).toBe("B\n");
  expect((await typed(root, "take", place.name)).text).toBe(
    `Your checkout has all of ${place.name} already.\nNext: multi-ai drop ${place.name} removes the worktree.`,
  );
});

test("of a commit that was only looked at, what its tests left is no fix, and is not taken", async () => {
  const root = makeProject({ files: FILES });
  git(root, "checkout", "-q", "-b", "topic");
  writeFiles(root, { "b.txt": "B\n" });
  git(root, "commit", "-qam", "Work of topic");
  const at = git(root, "rev-parse", "HEAD").trim();
  git(root, "checkout", "-q", "-");
  const made = openWorktree({ project: findProject(root), env, request: "Review topic", at });
  if (!made.ok) throw new Error(made.problem);
  const { beside: worktree } = made;
  const { run } = await makeRun({ root: worktree.root, request: "Review topic", auto: true });
  git(worktree.root, "clean", "-fdq");
  const before = git(root, "log", "--oneline");
  for (const left of [null, "bunfig.toml", "c.txt"]) {
    if (left !== null) writeFiles(worktree.root, { [left]: "left\n" });
    const { exit, asked, text } = await typed(root, "take", run.run);
    expect([exit, asked, text]).toEqual([
      1,
      "",
      `Nothing was done: ${worktree.name} is a checkout for a look, without fixes. multi-ai drop ${worktree.name} removes it.`,
    ]);
  }
  expect([git(root, "log", "--oneline"), git(root, "status", "--short")]).toEqual([before, ""]);
  const dropped = await typed(root, "drop", run.run);
  const stays = keptOf(run.run);
  expect([dropped.text, dropped.asked]).toEqual([
    `Removed: ${worktree.root}.\nmulti-ai report --run ${run.run} shows its run.\n${stays}`,
    `Lost with ${worktree.name}: uncommitted work (c.txt, bunfig.toml).\nRemoved: ${worktree.root}. The record of its run is kept.\n${stays}`,
  ]);
  const brought = Bun.spawnSync(["sh", "-c", lineOf(run.run)], { cwd: root });
  expect([brought.exitCode, git(root, "status", "--short")]).toEqual([
    0,
    "A  src/goodbye.ts\nA  tests/goodbye.test.ts",
  ]);
});

test("a project in a folder of its repository", async () => {
  const top = makeProject({ files: { "app/a.txt": "a\n", "lib/l.txt": "l\n" } });
  const root = join(top, "app");
  // That is one by its runs.
  await makeRun({ root });
  writeFiles(join(root, ".task"), { "events.jsonl": "" });
  const made = openWorktree({
    project: { ...findProject(top), root, task: join(root, ".task") },
    ...{ env, request: "App" },
  });
  if (!made.ok) throw new Error(made.problem);
  writeFiles(made.beside.root, { "a.txt": "A\n", "new.txt": "n\n" });
  git(made.beside.root, "add", "-A");
  git(made.beside.root, "commit", "-qm", "app");
  const done = await typed(root, "take", made.beside.name);
  expect([done.exit, done.data.files]).toEqual([0, ["app/a.txt", "app/new.txt"]]);
  expect([read(root, "a.txt"), git(top, "status", "--short")]).toEqual(["A\n", ""]);
});

test("of a worktree of the person's own commits the host's trust counts as in the checkout, of another it does not", () => {
  const root = makeProject({ files: FILES });
  const config = tempDir("config-");
  const trusts = { projects: { [root]: { hasTrustDialogAccepted: true } } };
  writeFiles(config, { ".claude.json": JSON.stringify(trusts) });
  const isIn = (folder: string) => isTrusted({ CLAUDE_CONFIG_DIR: config }, folder);
  const other = addWorktree({ root }, env.XDG_DATA_HOME!, {
    name: "other",
    commit: "HEAD",
    branch: null,
  });
  if (!other.ok) throw new Error(other.problem);
  expect([root, opened(root, "Own").root, other.worktree.root].map(isIn)).toEqual([
    true,
    true,
    false,
  ]);
});
