// Guarantee: Nothing is lost.
// Gate: a file that a task changed and may not, by its calls | put back, with a copy | by hand: it stays, reviewed and reported as that | you are asked
// Whose a change is: a call of an agent made it, or a person did, as hooks see the calls of the
// implementation.
// Runs: in full too, first.
// In npm test: ^an edit of a person.*in the report, for rollback|^files that no call.*once, at
// In npm test: ^files that no call.*where they say|^a file that git ignores(?!.*(?:-fdqX|stash -qa))
// In npm test: ^what only the person has.*(?:git stash -qu$|as a stash|staged is theirs alone)
// In npm test: ^what only the person has.*(?:other -- src|rev-list|: rm draft|where its command)
// In npm test: ^a repository inside.*rm -rf api/\.git$|^a worktree that is added.*by a command
// In npm test: ^what a person does.*(?:command runs: a commit$|: a reset$|below and above)
// In npm test: ^a git command that was killed.*: a status|^what the agent wrote|^what is committed
// In npm test: ^what a command.*(?:moves with their|no hook noted)|^what an owner.*as it was,
import { afterAll, afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { type Run, taskOf, tasksOf } from "../../src/engine/run.ts";
import { handle } from "../../src/hooks/index.ts";
import { judged } from "../../src/hooks/judge.ts";
import { hookCall } from "../../src/hooks/step.ts";
import { reachOf } from "../../src/host/git-words.ts";
import { narrow } from "../../src/host/payload.ts";
import { startTime } from "../../src/process/identity.ts";
import { descendants, runningProcesses } from "../../src/process/table.ts";
import { headOf } from "../../src/project/head.ts";
import { findProject } from "../../src/project/project.ts";
import { nowRef } from "../../src/project/worktrees/names.ts";
import { otherText } from "../../src/record/authors.ts";
import { copyOf, keepCopy } from "../../src/record/copies.ts";
import { noteGit, worktreesBeside } from "../../src/record/git-notice.ts";
import { noteRun } from "../../src/record/outside.ts";
import { changedAtEnd, hashAt } from "../../src/run/audit/calls.ts";
import { checkTask } from "../../src/run/audit/check.ts";
import { putBackRepositories, statesOf } from "../../src/run/audit/repository.ts";
import { takeBackStrays } from "../../src/run/audit/strays.ts";
import { subjectOf } from "../../src/run/audit/subject.ts";
import { endedCommand } from "../../src/run/audit/take-in.ts";
import { prepare } from "../../src/run/life/prepare.ts";
import { rollBack } from "../../src/run/life/rollback.ts";
import { change, readRun } from "../../src/run/life/run.ts";
import { branchPlan } from "../../src/run/publish/branch.ts";
import { viewQuestion } from "../../src/run/views/questions.ts";
import { reportFacts } from "../../src/run/views/report.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { sceneOf } from "../../src/workflows/index.ts";
import { cli } from "../cli/cli.ts";
import {
  carryOn,
  dispatchTask,
  type MadeRun,
  makeRun,
  type RunOptions,
  SESSION,
} from "../cli/make-run.ts";
import { startTeam } from "../cli/make-team-run.ts";
import { ENTRY } from "../engine/given.ts";
import { cleanup, git, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { smallFiles } from "../harness/small-team.ts";
import { artifactText, type Brief } from "../harness/team.ts";
import { codeApproval, GOODBYE, GOODBYE_TEST, honest } from "../harness/workers.ts";
import { noteWritten } from "../harness/written.ts";
import { BUILD, CODE_SONNET } from "../workflows/multi-ai/ids.ts";

afterAll(cleanup);

const AGENT = "builder";
const ready = (id: string) => (run: Run) => taskOf(run, id)?.status === "ready";
const WORK = { "src/goodbye.ts": GOODBYE, "tests/goodbye.test.ts": GOODBYE_TEST };
const FILES = { "src/a.js": "1\n", "src/b.js": "1\n", "README.md": "# Greeter\n" };

let made: MadeRun;
let brief: Brief;
let env: Record<string, string>;
let calls = 0;

const raw = (name: string, more: object) => ({
  hook_event_name: name,
  session_id: SESSION,
  agent_id: AGENT,
  agent_type: "multi-ai:implementer",
  cwd: made.root,
  ...more,
});
const before = (more: object) => judged(narrow(raw("PreToolUse", more)), made.project, env);
const after = (more: object, name = "PostToolUse") =>
  handle(hookCall(narrow(raw(name, more)), made.project, env));

/** The agent runs a command, which does `work`. Returns why it may not; "": it may. */
async function command(
  work: () => void,
  more: { input?: object; event?: string; ends?: boolean } = {},
): Promise<string> {
  const call = {
    tool_name: "Bash",
    tool_use_id: `toolu_c${calls++}`,
    tool_input: { command: "npm run gen", ...more.input },
  };
  const denied = JSON.stringify(before(call));
  if (denied?.includes('"deny"')) return denied;
  work();
  if (more.ends !== false) await after(call, more.event);
  return "";
}

/** The agent writes files by a tool of the host. */
async function write(files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const call = {
      tool_name: "Write",
      tool_use_id: `toolu_w${calls++}`,
      tool_input: { file_path: join(made.root, name), content },
    };
    before(call);
    writeFiles(made.root, { [name]: content });
    await after(call);
  }
}

/** What a person saves; the clock of the disk goes on between that and what an agent does. */
async function byHand(files: Record<string, string>): Promise<void> {
  await Bun.sleep(30);
  writeFiles(made.root, files);
  await Bun.sleep(30);
}

/** The implementation is at work. */
async function atWork(
  root = makeProject({ files: FILES }),
  more: RunOptions = {},
  id = BUILD,
): Promise<void> {
  made = await makeRun({ root, auto: true, until: ready(id), ...more });
  await agentAt(id);
}

/** The agent of a task begins, on a machine that keeps a copy of the run. */
async function agentAt(id: string): Promise<void> {
  const HOME = tempDir("home-");
  mkdirSync(join(HOME, ".claude/plugins/data/multi-ai-inline"), { recursive: true });
  env = {
    HOME,
    PATH: process.env.PATH!,
    CLAUDE_PLUGIN_DATA: join(HOME, ".claude/plugins/data/multi-ai-inline"),
  };
  noteRun(made.project, made.run.run, env);
  keepCopy(made.project, made.run.run, env);
  brief = await dispatchTask(made.project, made.run, taskOf(made.run, id)!);
  const { call } = taskOf(readRun(made.project)!, id)!.dispatch!;
  change(made.project, () => [{ do: "bind", task: id, call, agent: AGENT, calls: true }]);
}

/** The agent hands in what it did, and the run goes on to its end. */
async function finish(see: (brief: Brief) => void = () => {}): Promise<void> {
  const worker = honest(undefined);
  const { artifact } = worker(brief);
  const text = artifactText(brief, { artifact: { ...(artifact as object), changed_files: [] } });
  writeFileSync(resolve(made.root, brief.writes), text);
  noteWritten(made.project, brief.task);
  const run = readRun(made.project)!;
  const ended = await endedCommand(made.project, run, taskOf(run, brief.task)!, false);
  if (ended.do === "ended" && !ended.result.ok) throw new Error(ended.result.problems.join("\n"));
  change(made.project, () => [ended]);
  made = await carryOn(made.root, {
    worker: (one) => {
      see(one);
      return undefined;
    },
  });
}
const task = () => taskOf(readRun(made.project)!, BUILD)!;
const at = (name: string): string => join(made.root, name);
const text = (name: string): string => readFileSync(at(name), "utf8");
const notices = () => (readRun(made.project)!.notices ?? []).map((one) => one.text).join("\n");
const run = (...words: string[]) => git(made.root, ...words);
/** The agent runs a line of git. */
const git_ = (line: string): Promise<string> =>
  command(() => void Bun.spawnSync(["sh", "-c", line], { cwd: made.root }), {
    input: { command: line },
  });
const changed = (): string[] => Object.keys(task().changed ?? { all: "" }).sort();

describe("an edit of a person while the implementation works", () => {
  beforeEach(() => atWork());

  test("is theirs in the report, for rollback and for the commit; what its agent made is the run's", async () => {
    await write(WORK);
    await byHand({ "README.md": "# Mine\n", "notes.txt": "mine\n" });
    await command(() => writeFiles(made.root, { "src/b.js": "2\n" }));
    expect(changed()).toEqual(["src/b.js", ...Object.keys(WORK)]);
    await finish();
    expect(made.run.status).toBe("complete");
    const facts = reportFacts(made.project, made.run);
    expect(facts.files?.map(({ path }) => path)).toEqual(["src/b.js", ...Object.keys(WORK)]);
    expect(facts.by_hand).toEqual(["README.md", "notes.txt"]);
    const plan = branchPlan(made.project, made.run, facts);
    expect(plan.files.map(({ path }) => path)).toEqual(["src/b.js", ...Object.keys(WORK)]);
    expect(plan.others.map(otherText)).toEqual(["README.md (by hand)", "notes.txt (by hand)"]);
    const back = rollBack(made.project, made.run, null, { undo: false, yes: true });
    expect(back.left.map(({ path }) => path)).toEqual(["README.md", "notes.txt"]);
    expect([text("README.md"), text("src/b.js"), existsSync(at("src/goodbye.ts"))]).toEqual([
      "# Mine\n",
      "1\n",
      false,
    ]);
    rollBack(made.project, made.run, null, { undo: true, yes: true });
    expect([text("README.md"), text("src/b.js"), text("src/goodbye.ts")]).toEqual([
      "# Mine\n",
      "2\n",
      GOODBYE,
    ]);
  });

  test("stays where a rollback goes to what was accepted, which takes back what an agent did since", async () => {
    await write(WORK);
    await finish();
    await byHand({ "README.md": "# Mine\n", "notes.txt": "mine\n", "src/goodbye.ts": "mine\n" });
    const { run } = made;
    const ended = run.tasks.map((one) =>
      one.id === BUILD
        ? { ...one, changed: { ...one.changed, "late.txt": hashAt(made.project, "notes.txt") } }
        : one,
    );
    writeFiles(made.root, { "late.txt": "mine\n" });
    const to = (more: object) =>
      rollBack(made.project, { ...run, tasks: ended }, null, {
        undo: false,
        from: nowRef(run.run),
        yes: true,
        ...more,
      });
    const back = to({});
    expect(back.left.map(({ path }) => path)).toEqual(["README.md", "notes.txt", "src/goodbye.ts"]);
    expect([text("README.md"), text("src/goodbye.ts"), existsSync(at("late.txt"))]).toEqual([
      "# Mine\n",
      "mine\n",
      false,
    ]);
    expect(to({ all: true }).left).toEqual([]);
    expect([text("src/goodbye.ts"), existsSync(at("notes.txt"))]).toEqual([GOODBYE, false]);
  });

  test("is told to each reviewer as made by hand, and is part of what they see", async () => {
    await write(WORK);
    await byHand({ "notes.txt": "mine\n" });
    const told: string[] = [];
    await finish((one) => {
      if (one.writes.includes("code-review")) told.push(one.text);
    });
    expect(told.length).toBeGreaterThan(0);
    for (const one of told)
      expect(one).toMatch(/by no task of the run: [^\n]*\n+- notes\.txt \(added by hand\)/);
  });

  // The main thread's own commands look like a person's, and may not hide a large change.
  test("moves a quick run up like one of its agent", async () => {
    for (const edit of [byHand, write]) {
      await atWork(undefined, { options: { quick: "yes" } }, "T4");
      await write(WORK);
      await edit({ "uv.lock": "version = 1\n" });
      await finish();
      expect([made.run.status, made.run.options.quick]).toEqual(["complete", "grown"]);
    }
  });

  test("is no work: where the agent did nothing, nothing was done", async () => {
    await byHand({ "notes.txt": "mine\n" });
    await finish();
    expect(task().outcome).toBe("unchanged");
  });

  test("is left alone where the run is cancelled in the middle, also in a file that the agent had written", async () => {
    await write(WORK);
    await byHand({ "src/a.js": "mine\n", "src/goodbye.ts": "mine\n" });
    await command(() => writeFiles(made.root, { "half.txt": "1\n" }), { ends: false });
    expect((await cli(made.root, ["cancel"])).out).toContain("is cancelled");
    const back = rollBack(made.project, readRun(made.project)!, null, { undo: false, yes: true });
    expect(back.left.map(({ path }) => path)).toEqual(["src/a.js", "src/goodbye.ts"]);
    expect([existsSync(at("tests/goodbye.test.ts")), existsSync(at("half.txt"))]).toEqual([
      false,
      false,
    ]);
  });
});

describe("files that no call has changed, such as a dev server's", () => {
  const answers = { story: { option: "approve", text: null } };
  const GEN = { "gen/routes.txt": "goodbye\n", "README.md": "# Routes\n" };
  /** The run comes to its end; the person answers what it asks there. */
  async function ends(
    files: Record<string, string>,
    option: "mine" | "take" | null,
  ): Promise<void> {
    await atWork(undefined, { auto: false, answers });
    await write(WORK);
    await byHand(files);
    await finish();
    if (option === null) return;
    const [asked, ...others] = made.run.questions;
    expect([asked?.kind, others, made.run.status]).toEqual(["whose-files", [], "waiting_for_user"]);
    const view = viewQuestion(made.project, made.run, asked!);
    for (const name of Object.keys(files)) expect(view.question).toContain(name);
    expect(view.options.map(({ label }) => label)).toEqual([
      "They are mine",
      "They belong to the change",
    ]);
    const said = await cli(made.root, ["decide", option, "--question", asked!.id]);
    made = { ...made, run: readRun(made.project)! };
    expect([said.code, made.run.status]).toEqual([0, "complete"]);
  }
  const facts = () => reportFacts(made.project, made.run);
  const inRun = () => facts().files?.map(({ path }) => path);
  const back = () => rollBack(made.project, made.run, null, { undo: false, yes: true });

  test("are asked about once, at the end: taken, they are in report, pull request and rollback", async () => {
    await ends(GEN, "take");
    const all = [...Object.keys(GEN), ...Object.keys(WORK)].sort();
    expect([inRun(), facts().by_hand]).toEqual([all, []]);
    const plan = branchPlan(made.project, made.run, facts());
    expect([plan.files.map(({ path }) => path), plan.others]).toEqual([all, []]);
    expect(back().left).toEqual([]);
    expect([existsSync(at("gen/routes.txt")), text("README.md")]).toEqual([false, "# Greeter\n"]);
  });

  test("stay the person's where they say so", async () => {
    await ends(GEN, "mine");
    expect([inRun(), facts().by_hand]).toEqual([Object.keys(WORK), Object.keys(GEN).sort()]);
    expect(branchPlan(made.project, made.run, facts()).others.map(otherText)).toHaveLength(2);
    expect(back().left.map(({ path }) => path)).toEqual(Object.keys(GEN).sort());
    expect(text("README.md")).toBe("# Routes\n");
  });

  test("are theirs again where they save them after the answer", async () => {
    await ends(GEN, "take");
    await byHand({ "README.md": "# Mine\n" });
    expect(() => branchPlan(made.project, made.run, facts())).toThrow("README.md");
    expect(back().left.map(({ path }) => path)).toEqual(["README.md"]);
    expect([existsSync(at("gen/routes.txt")), text("README.md")]).toEqual([false, "# Mine\n"]);
  });

  test("where there are none, nothing is asked", async () => {
    await ends({}, null);
    expect([made.run.status, made.run.asked]).toEqual(["complete", 1]);
  });

  test("are asked about in words that name as many as there is room for", async () => {
    await ends(
      Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`gen/${n + 10}.txt`, "x\n"])),
      null,
    );
    expect(viewQuestion(made.project, made.run, made.run.questions[0]!).question).toEndWith(
      "… and 28 more",
    );
  });

  test("where a new request replaces the run meanwhile, they stay the person's, and the run is complete", async () => {
    await ends(GEN, null);
    change(made.project, () => [{ do: "second_request", start: ENTRY, request: made.run.request }]);
    const asked = readRun(made.project)!.questions.find(({ kind }) => kind === "second-request")!;
    await cli(made.root, ["decide", "replace", "--question", asked.id]);
    made = { ...made, run: readRun(made.project)! };
    expect([made.run.status, inRun()]).toEqual(["complete", Object.keys(WORK)]);
  });
});

test("an edit of a person while a reviewer looks does not refuse tests that it names: they run once more, and it looks again", async () => {
  const tests = { ...DEFAULT_SETTINGS.tests, run: true, commands: ["bun test"] };
  await atWork(undefined, { settings: { tests } }, CODE_SONNET);
  await byHand({ "docs/notes.md": "mine\n" });
  const evidence = [{ test: "says goodbye by name" }];
  const review = codeApproval(brief);
  const [first, ...others] = review.criteria;
  const artifact = { ...review, criteria: [{ ...first, evidence }, ...others] };
  const content = artifactText(brief, { artifact });
  writeFileSync(resolve(made.root, brief.writes), content);
  const input = { file_path: resolve(made.root, brief.writes), content };
  const call = {
    tool_name: "Write",
    tool_use_id: "toolu_review",
    tool_input: input,
    tool_response: { type: "create" },
  };
  expect(await after(call)).toMatchObject({ stopReason: `${CODE_SONNET} is done.` });
  const run = readRun(made.project)!;
  const ended = await endedCommand(made.project, run, taskOf(run, CODE_SONNET)!, false);
  change(made.project, () => [ended]);
  expect(taskOf(readRun(made.project)!, CODE_SONNET)).toMatchObject({ status: "ready", stale: 1 });
  made = await carryOn(made.root, {
    worker: ({ task: id }) => (id === CODE_SONNET ? artifact : undefined),
  });
  const ran = tasksOf(made.run, "tests").map(({ reviewed }) => reviewed);
  expect([made.run.status, ran.length]).toEqual(["complete", 2]);
  expect(taskOf(made.run, CODE_SONNET)!.reviewed).toBe(ran[1]!);
  expect(reportFacts(made.project, made.run).refusals).toMatchObject([
    { task: CODE_SONNET, kind: "stale" },
  ]);
});

describe("what only the person has", () => {
  /** Uncommitted before the run: a changed file, a new one, one that is staged. */
  const before = { "src/a.js": "mine\n", "draft.md": "# Draft\n", "staged.js": "staged\n" };
  const start = async (root = makeProject({ files: FILES })): Promise<void> => {
    writeFiles(root, before);
    git(root, "add", "staged.js");
    await atWork(root);
  };
  const lie = (files: Record<string, string | null>) =>
    expect(
      Object.fromEntries(
        Object.keys(files).map((name) => [name, existsSync(at(name)) ? text(name) : null]),
      ),
    ).toEqual(files);

  /**
   * A command of an agent in a worktree below `.task/`, which does `work`. Returns what is told of
   * it.
   */
  function inWorktree(root: string, folder: string, line: string, work: () => void): string {
    const [place, notes, worktree] = [findProject(root), tempDir("notes-"), headOf(folder)];
    const { states: stands, known } = statesOf(place, made.run.run, [], {}, notes, true);
    work();
    const before = { "": { ...stands[""]!, head: null, worktree } };
    const of = {
      notes,
      line,
      reach: reachOf(line),
      back: [],
      drafts: [],
      changed: [],
      worktree: folder,
    };
    const more = { until: Number.POSITIVE_INFINITY };
    return putBackRepositories(place, made.run, before, known, { ...of, ...more }).notices.join();
  }

  test.each([
    "git reset -q --hard; git clean -fdq",
    "git stash -q; git reset -q --hard; git clean -fdq; git stash pop -q",
    "git checkout -q -- .; rm -rf draft*",
    "git stash -qu",
  ])("and is in no commit is there again behind: %s", async (line) => {
    await start();
    await command(() => {});
    const later = { "README.md": "# Mine\n", "docs/later.md": "later\n" };
    await byHand(later);
    await git_(line);
    lie({ ...before, ...later });
    expect(changed()).toEqual([]);
    expect(run("diff", "--cached", "--name-only")).toBe("staged.js");
    expect(notices()).toContain("is there again: ");
  });

  test("stays out of a stash that the agent makes: its own work goes and comes back", async () => {
    await start();
    await write(WORK);
    await write({ "src/b.js": "2\n" });
    await git_("git stash push -qu");
    lie(before);
    expect([existsSync(at("src/goodbye.ts")), text("src/b.js")]).toEqual([false, "1\n"]);
    await git_("git stash pop -q");
    lie({ ...before, ...WORK, "src/b.js": "2\n" });
    expect([run("stash", "list"), changed()]).toEqual(["", ["src/b.js", ...Object.keys(WORK)]]);
  });

  test("may be removed, moved and changed by a command that says so", async () => {
    await start();
    await git_("rm draft.md && mkdir lib && mv src/a.js lib/a.js && echo more >> staged.js");
    expect([existsSync(at("draft.md")), existsSync(at("src/a.js")), text("staged.js")]).toEqual([
      false,
      false,
      "staged\nmore\n",
    ]);
    await git_("git mv src/b.js src/c.js && git rm -q README.md");
    expect(changed()).toEqual([
      "README.md",
      "draft.md",
      "lib/a.js",
      "src/a.js",
      "src/b.js",
      "src/c.js",
      "staged.js",
    ]);
    expect(notices()).toBe("");
  });

  test("and what the agent has made of it comes back together", async () => {
    await start();
    await write({ "src/a.js": "mine\nits\n" });
    await git_("echo more >> draft.md");
    await git_("git checkout -q -- src/a.js; rm *.md");
    lie({ "src/a.js": "mine\nits\n", "draft.md": "# Draft\nmore\n" });
  });

  test("as a stash, a branch or a commit is there again, and HEAD where it was", async () => {
    await start();
    run("stash", "push", "-q", "--", "src/a.js");
    run("branch", "try");
    writeFiles(made.root, { "src/a.js": "mine\n" });
    const stand = () => [
      run("stash", "list", "--format=%H"),
      run("rev-parse", "HEAD"),
      run("symbolic-ref", "HEAD"),
      run("branch", "--format=%(refname) %(objectname)"),
    ];
    const was = stand();
    for (const line of [
      "git stash drop -q; git branch -qD try",
      "git stash clear",
      "git add -A && git commit -qm work",
      "git commit -q --amend -m other",
      "git switch -qc mine-now && git commit -qam work; git switch -q main; git branch -qD mine-now",
      "git switch -q try",
      "git checkout -q --detach",
      "git update-ref -d refs/heads/main",
    ]) {
      await git_(line);
      expect([line, stand()]).toEqual([line, was]);
      lie(before);
      expect(run("diff", "--cached", "--name-only")).toBe("staged.js");
    }
    run("fsck");
  });

  test("and what is staged is theirs alone where git refuses the agent's commit", async () => {
    await start();
    writeFiles(made.root, { ".git/hooks/pre-commit": "#!/bin/sh\nexit 1\n" });
    chmodSync(at(".git/hooks/pre-commit"), 0o755);
    const was = run("diff", "--cached");
    await git_("echo work > src/new.js; git add -A && git commit -qm work");
    expect(run("diff", "--cached")).toBe(was);
    lie({ ...before, "src/new.js": "work\n" });
    expect(notices()).toContain("no longer staged");
  });

  test("is no part of a worktree in which an agent popped its person's stash", async () => {
    await atWork();
    const root = makeProject({ files: FILES });
    const folder = join(root, ".task/worktrees/one");
    git(root, "worktree", "add", "-q", "--detach", folder);
    writeFiles(root, { "src/a.js": "mine\n", "new.js": "new\n", "staged.js": "staged\n" });
    git(root, "add", "staged.js");
    git(root, "stash", "-qu");
    const stash = git(root, "rev-parse", "stash@{0}");
    const told = inWorktree(root, folder, `cd ${folder} && git stash pop`, () => {
      writeFiles(folder, { "src/b.js": "its own\n" });
      git(folder, "stash", "pop", "-q");
    });
    expect(git(folder, "status", "--porcelain")).toBe("M src/b.js");
    expect(git(root, "rev-parse", "stash@{0}")).toBe(stash);
    expect(told).toMatch(
      /all worktrees share .*\(src\/a\.js, staged\.js, new\.js taken out of the worktree again\)/,
    );
  });

  test("and is deleted, meant to be added, or not checked out stays so", async () => {
    await start();
    writeFiles(made.root, { "meant.js": "meant\n" });
    run("add", "-N", "meant.js");
    rmSync(at("src/b.js"));
    const was = run("status", "--porcelain");
    for (const line of [
      "git reset -q --hard",
      "git stash -q; git checkout -q -- .",
      "git add -A; git reset -q",
    ]) {
      await git_(line);
      expect([line, run("status", "--porcelain"), existsSync(at("src/b.js"))]).toEqual([
        line,
        was,
        false,
      ]);
    }
    expect(notices()).toContain("what the person had deleted is deleted again: src/b.js");
    expect(changed()).toEqual([]);
    await git_("git checkout -q -- src/b.js");
    expect([text("src/b.js"), changed()]).toEqual(["1\n", ["src/b.js"]]);
  });

  test.each([true, false])("and is not checked out stays so (%s)", async (isOn) => {
    const root = makeProject({
      files: { ...FILES, "docs/a.md": "a\n", "docs/in/b.md": "b\n", "web/x.js": "1\n" },
    });
    if (isOn) git(root, "sparse-checkout", "set", "src", "docs/in");
    await atWork(root);
    const lists = () => [
      run("ls-files", "-t"),
      existsSync(at("web/x.js")),
      existsSync(at("docs/in/b.md")),
    ];
    const was = lists();
    for (const line of ["git sparse-checkout set web", "git sparse-checkout disable"]) {
      await git_(line);
      expect([line, lists()]).toEqual([line, was]);
    }
    expect(changed()).toEqual([]);
    expect(notices()).toContain("what is checked out is as before");
  });

  test.each([
    "git checkout -q -f other; git clean -fdq",
    "git checkout -q other -- src/a.js",
    "git restore --source=other src/a.js",
    "git switch -q --discard-changes other",
  ])("and has another version elsewhere is there again behind: %s", async (line) => {
    const root = makeProject({ files: { ...FILES, "old.js": "old\n" } });
    git(root, "switch", "-qc", "other");
    writeFiles(root, { "src/a.js": "other\n", "src/b.js": "other\n", "new.js": "other\n" });
    rmSync(join(root, "old.js"));
    git(root, "add", "-A");
    git(root, "commit", "-qm", "Other");
    git(root, "switch", "-q", "main");
    await start(root);
    await write(WORK);
    await write({ "src/b.js": "2\n" });
    const was = run("diff", "--cached");
    await git_(line);
    lie({ ...before, "old.js": "old\n", "new.js": null });
    expect([run("symbolic-ref", "HEAD"), run("diff", "--cached")]).toEqual([
      "refs/heads/main",
      was,
    ]);
    expect(notices()).toMatch(/is there again: .*src\/a\.js/);
  });

  /** Two branches with another version of a file, and what `git <what> other` makes of that. */
  function inConflict(what?: string): string {
    const root = makeProject({ files: FILES });
    for (const branch of ["other", "main"]) {
      git(root, "switch", "-q", ...(branch === "other" ? ["-c"] : []), branch);
      writeFiles(root, { "src/a.js": `${branch}\n`, [`${branch}.js`]: "1\n" });
      git(root, "add", "-A");
      git(root, "commit", "-qm", branch);
    }
    if (what !== undefined) Bun.spawnSync(["git", what, "other"], { cwd: root });
    return root;
  }
  const stand = (...files: string[]) => [
    run("status", "--porcelain"),
    run("status").replaceAll(/^.*\d+ command.*$/gm, ""),
    run("ls-files", "-s"),
    run("for-each-ref", "refs/heads", "refs/tags", "refs/stash", "refs/bisect"),
    run("rev-parse", "--symbolic-full-name", "HEAD"),
    ...files.map((name) => (existsSync(at(name)) ? text(name) : null)),
  ];

  test.each(["merge", "rebase", "cherry-pick"])(
    "and is in the middle of a %s is theirs to end",
    async (what) => {
      const root = inConflict(what);
      await atWork(root);
      const was = stand("src/a.js");
      expect(was[0]).toContain("UU src/a.js");
      for (const line of [
        `git ${what} --abort`,
        `git ${what} --skip; git ${what} --skip`,
        `GIT_EDITOR=true git ${what} --continue`,
        "git reset -q --hard",
        "cd src && git checkout -q -f other",
        "cd $(git rev-parse --show-toplevel) && git merge --abort",
        'git -C "$(git rev-parse --show-toplevel)" merge --abort',
        "git checkout -q --theirs src/a.js",
        "git add -A && git commit -qm merged",
        "git rm -q --cached src/a.js",
        "npm test; sh -c 'git stash'",
      ]) {
        expect([line, await git_(line)]).toEqual([
          line,
          expect.stringContaining("in the middle of a merge"),
        ]);
        expect(stand("src/a.js")).toEqual(was);
      }
      // To look, and to work elsewhere, is no harm.
      const aside = tempDir("aside-");
      for (const line of [
        "git status && git diff",
        "git stash list; git reflog; git worktree list; git for-each-ref; git check-ignore x; git add -n .",
        `cd ${aside} && git init -q && git commit -q --allow-empty -m x`,
        `git clone -q . ${aside}/copy`,
      ])
        expect([line, await git_(line)]).toEqual([line, ""]);
      await write({ "src/a.js": "both\n" });
      // What a person ends beside a command that looks is over.
      await command(() => run(what, "--abort"), { input: { command: "git status" } });
      expect(run("status")).not.toMatch(/--abort|unmerged/);
      expect([await git_("git stash -q"), notices()]).toEqual(["", ""]);
    },
  );

  test("and is bisected is theirs to end", async () => {
    await atWork(inConflict());
    run("bisect", "start");
    run("bisect", "bad");
    const was = stand();
    for (const line of ["git bisect reset", "git bisect good", "git switch -q other"])
      expect([line, await git_(line), stand()]).toEqual([
        line,
        expect.stringContaining("the middle"),
        was,
      ]);
  });

  test("does not hold a merge that the agent has begun: it ends it", async () => {
    await atWork(inConflict());
    await git_("git merge -q other");
    expect(await git_("git merge --abort")).toBe("");
    await git_("git merge -q other");
    expect(await git_("echo both > src/a.js; git add src/a.js")).toBe("");
    expect(await git_("git merge --abort")).toBe("");
    expect([run("status", "--porcelain"), existsSync(at(".git/MERGE_HEAD"))]).toEqual(["", false]);
    Bun.spawnSync(["git", "merge", "other"], { cwd: made.root });
    expect(await git_("git merge --abort")).toContain("the middle");
  });

  test.each([
    "git stash clear; git gc -q --prune=now",
    "git branch -qD try; git reflog expire --expire=now --all; git -c gc.pruneExpire=now gc -q",
    "git stash drop -q; git branch -qD try; git repack -adq; git prune",
  ])("is not deleted for good: %s", async (line) => {
    await start();
    run("stash", "push", "-q", "--", "src/a.js");
    run("branch", "try", run("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "try"));
    const refs = () => run("for-each-ref", "refs/heads", "refs/stash");
    const was = refs();
    expect([await git_(line), refs()]).toEqual(["", was]);
    run("fsck");
  });

  test.each([
    "git stash -q; git switch -q other; git stash pop -q; git checkout -q -f main",
    "git merge -q --autostash other; git merge --abort",
    "git checkout -q -m other",
    "git checkout -q $(git rev-list --max-parents=0 main) -- .",
    "B=$(git merge-base main other); git restore --source=$B src/a.js",
    "git checkout -q --pathspec-from-file=/dev/null other; git checkout -q other -- .",
  ])("has no text that git mixed into it or took from elsewhere: %s", async (line) => {
    const root = inConflict();
    writeFiles(root, { "new\nline.js": "1\n" });
    git(root, "add", "-A");
    git(root, "commit", "-qm", "odd");
    const mine = { "src/a.js": "main\nmine\n", "new\nline.js": "mine\n", "draft.md": "d\n" };
    writeFiles(root, mine);
    await atWork(root);
    await command(() => {});
    expect(await git_(line)).toBe("");
    lie(mine);
  });

  test.each([
    'git -C "$(git rev-parse --show-toplevel)" reset -q --hard',
    "git -C $(git rev-parse --show-toplevel) clean -fdq; git --git-dir .git --work-tree . stash -q; git stash drop -q",
    "T=`git rev-parse --show-toplevel`; git -C $T stash -qu; git -C $T stash drop -q",
    'git -c "user.name=Claude Bot" -c user.email=b@example.invalid commit -qam wip',
    "git \\\n reset -q --hard HEAD~1",
    'f() { git "$@"; }; f stash drop -q; f reset -q --hard',
    "for one in 'reset -q --hard' 'branch -qD try'; do git $one; done",
    "git checkout -q -f flat",
    "git branch -qM trunk",
    "git checkout -q --orphan zz",
    "git switch -q --orphan zz --discard-changes",
    "git notes add -f -m other; git notes remove HEAD",
    "git stash -q; git stash branch -q two; git stash drop -q",
  ])("is there again however git is called: %s", async (line) => {
    const root = makeProject({ files: FILES });
    git(root, "switch", "-qc", "flat");
    git(root, "rm", "-rq", "src");
    writeFiles(root, { src: "a file\n", "draft.md/x": "1\n" });
    git(root, "add", "-A");
    git(root, "commit", "-qm", "flat");
    git(root, "switch", "-q", "main");
    git(root, "commit", "-q", "--allow-empty", "-m", "two");
    git(root, "notes", "add", "-m", "mine");
    writeFiles(root, { "src/a.js": "idea\n" });
    git(root, "stash", "-q");
    git(root, "branch", "try", git(root, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "try"));
    await start(root);
    const refs = () => [
      run("symbolic-ref", "HEAD"),
      run("for-each-ref", "refs/heads", "refs/notes"),
    ];
    const was = [...refs(), run("status", "--porcelain"), run("stash", "list", "--format=%H")];
    expect(await git_(line)).toBe("");
    lie(before);
    const stashes = run("stash", "list", "--format=%H");
    expect([
      ...refs().map((text) => text.replace(/^.*\trefs\/heads\/(?:trunk|two|zz)\n/m, "")),
      run("status", "--porcelain"),
    ]).toEqual(was.slice(0, 3));
    expect(stashes).toContain(was[3]!);
    expect(notices()).toMatch(/there again|staged again|taken back/);
  });

  test("is not what the agent has staged itself: it stages it anew, takes it back, and moves it", async () => {
    await start();
    await write({ "src/b.js": "1\n2\n", "src/new.js": "new\n" });
    await git_("git add src/b.js; git add -N src/new.js");
    await git_("echo 3 >> src/b.js && git add src/b.js src/new.js");
    expect(run("show", ":src/b.js")).toBe("1\n2\n3");
    await git_("git restore --staged src/new.js; git reset -q src/b.js; git mv README.md R.md");
    await git_("git mv R.md README.md");
    expect(run("diff", "--cached", "--name-only")).toBe("staged.js");
    expect(notices()).toBe("");
  });

  test("is staged again in a project without a commit", async () => {
    const root = tempDir("empty-");
    git(root, "init", "-q", "-b", "main");
    writeFiles(root, FILES);
    await start(root);
    for (const line of [
      "git rm -q --cached staged.js",
      "git reset -q",
      "echo more >> staged.js; git add -A",
    ]) {
      await git_(line);
      expect([line, run("show", ":staged.js")]).toEqual([line, "staged"]);
    }
  });

  test.each([
    ["rm draft.md; git status", "draft.md", null],
    ["git log -1; rm staged.js", "staged.js", null],
    ["rm src/a.js; git add -A src", "src/a.js", null],
    [
      "sed -i s/mine/ours/ src/a.js && git add src/a.js; sed -i s/ours/mine/ src/a.js; git diff --stat",
      "src/a.js",
      "mine\n",
    ],
    ["cp src/b.js draft.md && git diff --stat", "draft.md", "1\n"],
    ["git show HEAD:src/a.js > src/a.js", "src/a.js", "1\n"],
    ["echo its >> draft.md; git add -A; git commit -qm w; git gc -q", "draft.md", "# Draft\nits\n"],
    ["chmod +x draft.md; git status", "draft.md", "# Draft\n"],
    ["git rm -rq --cached . && git add .", "draft.md", "# Draft\n"],
  ])("is the agent's to change where its line says so: %s", async (line, name, content) => {
    await start();
    expect(await git_(line)).toBe("");
    lie({ [name]: content });
    if (line.startsWith("chmod")) expect(statSync(at(name)).mode & 0o100).toBe(0o100);
    if (content === null) expect(changed()).toContain(name);
  });

  test("is the agent's where its command edits, adds or commits it", async () => {
    await start();
    await git_("echo its >> src/a.js; git add src/a.js");
    await git_("echo its >> draft.md; git commit -qam work");
    lie({ "src/a.js": "mine\nits\n", "draft.md": "# Draft\nits\n", "staged.js": "staged\n" });
  });

  test("as a tag or a note is there again", async () => {
    await start();
    run("tag", "v1");
    run("tag", "-a", "v2", "-m", "two");
    run("notes", "add", "-m", "Mine");
    const stand = () => run("for-each-ref", "refs/tags", "refs/notes");
    const was = stand();
    await git_("git tag -d v1 v2; git update-ref -d refs/notes/commits");
    expect(stand()).toBe(was);
    expect(notices()).toContain("tag v2 is there again");
  });

  test.each([
    "git update-ref refs/heads/main HEAD",
    "git branch -f other",
    "git checkout -q --ignore-other-worktrees -B main && git commit -q --allow-empty -m wip",
    "git switch -q other && git commit -q --allow-empty -m wip",
  ])("as a branch is not moved from a worktree: %s", async (command) => {
    await atWork();
    const root = makeProject({ files: FILES });
    const folder = join(root, ".task/worktrees/one");
    git(root, "branch", "other");
    git(root, "worktree", "add", "-q", "--detach", folder);
    git(folder, "commit", "-q", "--allow-empty", "-m", "base");
    const was = git(root, "for-each-ref", "refs/heads");
    const told = inWorktree(root, folder, command, () => {
      writeFiles(folder, { "src/b.js": "its own\n" });
      Bun.spawnSync(["sh", "-c", command], { cwd: folder });
    });
    expect(git(root, "for-each-ref", "refs/heads")).toBe(was);
    expect([headOf(folder)?.branch, git(folder, "status", "--porcelain")]).toEqual([
      null,
      "M src/b.js",
    ]);
    expect(told).toMatch(/branch \w+ was moved and is there again/);
  });

  test.each([
    ["git commit -q --amend -m other", "M src/b.js\n?? new.js"],
    ["git add -A; git commit -qm mine; git reset -q --soft HEAD~2", "M src/b.js\n?? new.js"],
    ["git reset -q --hard HEAD~1", "?? new.js"],
    ["git stash -qu; git checkout -q --detach main; git stash pop -q", "M src/b.js\n?? new.js"],
    ["git switch -q -m -c task main", "M src/b.js\n?? new.js"],
  ])("and a worktree stands where its task began, with its work: %s", async (line, status) => {
    await atWork();
    const root = makeProject({ files: FILES });
    const folder = join(root, ".task/worktrees/one");
    git(root, "worktree", "add", "-q", "--detach", folder);
    writeFiles(folder, { "one.js": "1\n" });
    git(folder, "add", "-A");
    git(folder, "commit", "-qm", "task one");
    writeFiles(root, { "theirs.js": "1\n" });
    git(root, "add", "-A");
    git(root, "commit", "-qm", "theirs");
    const refs = () => git(root, "for-each-ref", "refs/heads/main");
    const [worktree, was] = [headOf(folder), refs()];
    const told = inWorktree(root, folder, line, () => {
      writeFiles(folder, { "src/b.js": "its own\n", "new.js": "new\n" });
      Bun.spawnSync(["sh", "-c", line], { cwd: folder });
    });
    expect([headOf(folder), git(folder, "status", "--porcelain"), refs()]).toEqual([
      worktree,
      status,
      was,
    ]);
    expect(told).toContain("the worktree's HEAD was moved");
  });

  test("is no part of the checkout either, where the agent popped their stash on a clean tree", async () => {
    const root = makeProject({ files: FILES });
    writeFiles(root, { "src/a.js": "mine\n", "new.js": "new\n", "staged.js": "staged\n" });
    git(root, "add", "staged.js");
    git(root, "stash", "-qu");
    const stash = git(root, "rev-parse", "stash@{0}");
    await atWork(root);
    await git_("git stash -q; git stash pop -q");
    expect([run("status", "--porcelain"), run("rev-parse", "stash@{0}")]).toEqual(["", stash]);
    // What they have applied themselves stays.
    run("stash", "apply", "-q", "--index");
    const was = run("status", "--porcelain");
    await git_("git stash drop -q");
    expect([run("status", "--porcelain"), run("rev-parse", "stash@{0}")]).toEqual([was, stash]);
  });

  test("is a worktree of theirs, which no agent removes; its own it may", async () => {
    const root = makeProject({ files: FILES });
    const side = join(tempDir("side-"), "side");
    git(root, "worktree", "add", "-q", "--detach", side);
    await atWork(root);
    for (const line of [
      "git worktree remove --force side",
      `git worktree remove -f ${side}`,
      `git worktree move ${side} x`,
    ])
      expect([line, await git_(line)]).toEqual([line, expect.stringContaining("did not make")]);
    const own = join(tempDir("own-"), "own");
    expect(await git_(`git worktree add -q --detach ${own} && git worktree remove ${own}`)).toBe(
      "",
    );
    expect([
      await git_(`git worktree add -q --detach ${own}`),
      await git_(`git worktree remove ${own}`),
    ]).toEqual(["", ""]);
    expect([existsSync(own), existsSync(side)]).toEqual([false, true]);
  });

  test("but a worktree's own branch keeps what is committed there", async () => {
    await atWork();
    const root = makeProject({ files: FILES });
    const folder = join(root, ".task/worktrees/one");
    git(root, "worktree", "add", "-q", "-b", "feature/one", folder);
    const told = inWorktree(root, folder, "git commit", () => {
      git(folder, "commit", "-q", "--allow-empty", "-m", "work");
    });
    expect([told, headOf(folder)?.branch, git(folder, "log", "-1", "--format=%s")]).toEqual([
      "",
      "feature/one",
      "work",
    ]);
  });

  test("is not put where it was before the person's own commit, or when a command of theirs runs beside a build", async () => {
    await start();
    await command(() => {});
    run("add", "draft.md");
    run("commit", "-qm", "Draft");
    const head = run("rev-parse", "HEAD");
    await git_("rm draft*");
    expect([existsSync(at("draft.md")), run("rev-parse", "HEAD")]).toEqual([false, head]);
    await command(() => run("commit", "-q", "--allow-empty", "-m", "Mine"));
    expect(run("rev-parse", "HEAD^")).toBe(head);
  });
});

describe("a repository inside of the project", () => {
  const inner = (...words: string[]) => git(at("api"), ...words);
  const stand = () => [
    inner("rev-parse", "HEAD"),
    inner("symbolic-ref", "HEAD"),
    inner("branch", "--format=%(refname) %(objectname)"),
    inner("stash", "list", "--format=%H"),
    inner("status", "--porcelain"),
    ...["api/a.js", "api/draft.md", "api/staged.js", "api/.env"].map((name) =>
      existsSync(at(name)) ? text(name) : null,
    ),
  ];
  const named = (folder: string): void => {
    git(folder, "config", "user.name", "Person");
    git(folder, "config", "user.email", "person@example.invalid");
  };
  /** With a commit, a branch, a stash, staged and uncommitted work of its person. */
  function fill(folder: string): void {
    writeFiles(folder, { "idea.js": "idea\n" });
    git(folder, "add", "-A");
    git(folder, "stash", "-q");
    git(folder, "branch", "try");
    writeFiles(folder, {
      "a.js": "mine\n",
      "draft.md": "# Draft\n",
      "staged.js": "staged\n",
      ".env": "KEY=1\n",
    });
    git(folder, "add", "staged.js");
  }
  async function start(isRepository = true): Promise<void> {
    const root = makeProject({ files: FILES, git: isRepository });
    const api = join(root, "api");
    // No object of it is in the project's own repository.
    writeFiles(api, { "a.js": "of api\n", "b.js": "of api, too\n", ".gitignore": ".env\n" });
    git(api, "init", "-q", "-b", "main");
    named(api);
    git(api, "add", "-A");
    git(api, "commit", "-qm", "api");
    fill(api);
    await atWork(root);
    await command(() => {});
  }

  test.each([
    "git clean -qffd",
    "git clean -qffdx -e .task",
    "rm -rf api",
    "rm -rf api/.git",
    "rm -rf api && git init -q -b main api",
    "git -C api stash -q; git -C api reset -q --hard; git -C api clean -fdq; git -C api stash pop -q",
    "cd api && git stash drop -q; git branch -qD try",
    "cd api && git add -A && git commit -qm work",
    "cd api && git checkout -q -- . && git switch -q try",
  ])("is there again, with all of its person's: %s", async (line) => {
    for (const isRepository of [true, false]) {
      await start(isRepository);
      const was = stand();
      await git_(line);
      expect([line, stand()]).toEqual([line, was]);
      if (isRepository || !line.startsWith("git clean")) expect(notices()).toContain("api");
      // What is saved, staged and committed later is kept before the next command.
      inner("commit", "-qm", "Mine");
      writeFiles(made.root, { "api/draft.md": "# Later\n" });
      const now = stand();
      await git_("rm -rf api");
      expect(stand()).toEqual(now);
    }
  });

  test("keeps nothing else from being put back: a draft beside it, and that a file may be run", async () => {
    await start();
    writeFiles(made.root, { "draft.md": "# Draft\n", "src/b.js": "mine\n" });
    chmodSync(at("src/a.js"), 0o755);
    const was = stand();
    await git_("git reset -q --hard; git -C api reset -q --hard; git clean -qffd");
    expect([text("draft.md"), text("src/b.js"), statSync(at("src/a.js")).mode & 0o111]).toEqual([
      "# Draft\n",
      "mine\n",
      0o111,
    ]);
    expect(stand()).toEqual(was);
  });

  test("is the agent's to change: its work there is the run's, and what it made itself it may remove", async () => {
    await start();
    await git_("echo 2 > api/b.js; git init -q vendor; echo 1 > vendor/x.js");
    expect(changed()).toEqual(["api/b.js", "vendor/x.js"]);
    await git_("rm -rf vendor; rm api/b.js");
    expect([existsSync(at("vendor")), existsSync(at("api/b.js")), notices()]).toEqual([
      false,
      false,
      "",
    ]);
  });

  test("has single files of its person given back by a rollback", async () => {
    await start();
    writeFiles(made.root, { "api/draft.md": "# Later\n" });
    await command(() => {});
    await command(() => writeFiles(made.root, { "api/draft.md": "spoilt\n" }));
    const back = rollBack(made.project, readRun(made.project)!, null, {
      undo: false,
      yes: true,
      paths: ["api/draft.md"],
    });
    expect([back.refused, text("api/draft.md")]).toEqual([null, "# Later\n"]);
  });

  test("as a submodule is there again, and may be moved to another of its commits", async () => {
    const lib = makeProject({ files: { "a.js": "1\n" } });
    const root = makeProject({ files: FILES });
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", lib, "api");
    git(root, "commit", "-qm", "api");
    const api = join(root, "api");
    named(api);
    writeFiles(api, { "b.js": "1\n" });
    git(api, "add", "-A");
    git(api, "commit", "-qm", "two");
    git(api, "tag", "v2");
    fill(api);
    await atWork(root);
    await command(() => {});
    const was = stand();
    for (const line of [
      "rm -rf api",
      "rm -rf api .git/modules/api",
      "git -C api reset -q --hard; git -C api stash clear",
    ]) {
      await git_(line);
      expect([line, stand()]).toEqual([line, was]);
    }
    git(api, "stash", "-qu");
    git(api, "checkout", "-q", "--detach", "HEAD^");
    await git_("git -C api checkout -q v2");
    expect(git(api, "describe", "--tags")).toBe("v2");
  });
});

describe("a file that git ignores", () => {
  const IGNORED = { ".env": "KEY=1\n", "config/local.json": "{}\n" };
  const there = () =>
    Object.fromEntries(
      Object.keys(IGNORED).map((name) => [name, existsSync(at(name)) ? text(name) : null]),
    );
  beforeEach(async () => {
    const ignore = ".env*\nlocal.json\nnode_modules/\n*.o\n";
    const root = makeProject({
      files: { ...FILES, ".gitignore": ignore, "config/a.json": "{}\n" },
    });
    writeFiles(root, { ...IGNORED, "node_modules/x/i.js": "1\n", "src/a.o": "1\n" });
    chmodSync(join(root, ".env"), 0o600);
    await atWork(root);
    await command(() => {});
  });

  test.each([
    "git clean -fdqx -e .task",
    "git clean -fdqX -e .task",
    "git stash -qa -- .env config",
    "npm run clean",
  ])("and stands by itself is there again, as old as it was: %s", async (line) => {
    writeFiles(made.root, { ".env": "KEY=2\n" });
    const was = statSync(at(".env"));
    if (line.startsWith("npm"))
      await command(() => rmSync(at(".env")), { input: { command: line } });
    else await git_(line);
    expect(there()).toEqual({ ...IGNORED, ".env": "KEY=2\n" });
    const is = statSync(at(".env"));
    expect([is.mode, Math.floor(is.mtimeMs)]).toEqual([was.mode, Math.floor(was.mtimeMs)]);
    expect(notices()).toContain(".env");
    expect(existsSync(at("node_modules"))).toBe(!/clean -f/.test(line));
    expect(existsSync(at("src/a.o"))).toBe(!/clean -f/.test(line));
  });

  test("goes where the agent names it, made it, or a build cleans up", async () => {
    await write({ ".env.test": "1\n" });
    await git_("git clean -fdqX .env.test");
    await git_("rm .env config/local.json");
    expect([existsSync(at(".env.test")), there(), notices()]).toEqual([
      false,
      { ".env": null, "config/local.json": null },
      "",
    ]);
  });
});

describe("what a person does in another window", () => {
  const head = () => run("rev-parse", "HEAD");
  const theirs = () => void run("commit", "-q", "--allow-empty", "-m", "Mine");
  /** A command of the agent, beside which the person does something after its first part. */
  const beside = (first: string, mine: () => void, second = "true") =>
    command(
      () => {
        Bun.spawnSync(["sh", "-c", first], { cwd: made.root });
        mine();
        Bun.spawnSync(["sh", "-c", second], { cwd: made.root });
      },
      { input: { command: `${first}; ${second}` } },
    );

  test.each([
    ["a commit", theirs, "git stash -q", "git stash pop -q"],
    ["another branch", () => void run("switch", "-qc", "mine"), "git stash -q", "git stash pop -q"],
    ["a commit beside a build", theirs, "git stash -q", "npm test"],
  ])("stays while an agent's git command runs: %s", async (_name, mine, first, second) => {
    await atWork();
    await write({ "src/b.js": "2\n" });
    let now = "";
    await beside(
      first,
      () => {
        mine();
        now = `${head()} ${run("symbolic-ref", "HEAD")}`;
      },
      second,
    );
    expect(`${head()} ${run("symbolic-ref", "HEAD")}`).toBe(now);
    expect(notices().includes("which may be your doing")).toBe(second === "npm test");
  });

  test.each([
    ["a tag", "git tag -f v1 HEAD"],
    ["a branch that is deleted", "git branch -qD old"],
    ["a branch that is moved", "git branch -f old HEAD~1"],
    ["a stash that is popped", "git stash pop -q"],
    ["a stash", "git stash -qu"],
    ["an edit that is discarded", "git checkout -q -- src/a.js"],
    ["another branch", "git stash -q; git switch -q old"],
    ["a reset", "git reset -q --hard HEAD~1"],
    ["a fast-forward", "git merge -q --ff-only ahead"],
    ["what is staged", "git add -A"],
    ["a commit", "git commit -qam mine"],
  ])("is no doing of an agent that looks, or takes back a file: %s", async (_name, line) => {
    const root = makeProject({ files: FILES });
    for (const name of ["one", "two"]) git(root, "commit", "-q", "--allow-empty", "-m", name);
    git(root, "tag", "v1", "HEAD~1");
    git(root, "branch", "old", git(root, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "old"));
    git(
      root,
      "branch",
      "ahead",
      git(root, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "ahead"),
    );
    writeFiles(root, { "src/a.js": "stashed\n" });
    git(root, "stash", "-q");
    if (!line.includes("pop")) writeFiles(root, { "src/a.js": "mine\n" });
    await atWork(root);
    await command(() => {});
    const refs = () => run("for-each-ref", "refs/heads", "refs/tags", "refs/stash");
    const now = () => [
      head(),
      run("symbolic-ref", "HEAD"),
      refs(),
      run("status", "--porcelain"),
      text("src/a.js"),
    ];
    let was: string[] = [];
    for (const [nth, looks] of [
      "git status && git log -1",
      "which git; git reflog; git stash list; git diff | head; ls .git",
      "grep -rn git src > /tmp/multi-ai-found; git worktree list; git branch -a; git tag -l 'v*'; git remote -v",
      "git cherry HEAD; git format-patch -1 --stdout; git hash-object README.md; git update-index --refresh; git pack-refs --all",
      "npm test",
    ].entries()) {
      await beside(looks, () => {
        if (nth === 0 || (nth === 2 && line.startsWith("git branch -f")))
          Bun.spawnSync(["sh", "-c", line], { cwd: root });
        else git(root, "commit", "-q", "--allow-empty", "-m", `${nth}`);
        was = now();
      });
      expect([now(), notices()]).toEqual([was, ""]);
    }
    // What they made meanwhile is theirs, also later.
    const refsBefore = refs();
    await beside("git stash drop -q; git branch -qD old; git tag -d v1", () => {});
    expect(refs()).toBe(refsBefore);
    // Files and HEAD apart, that holds beside a line that takes back a file, too.
    let other = "";
    await beside("git checkout -q -- src/b.js", () => {
      Bun.spawnSync(["sh", "-c", "git tag -f v1 HEAD~3; git branch mine; git stash drop -q"], {
        cwd: root,
      });
      other = refs();
    });
    expect(refs()).toBe(other);
  });

  test("stays below and above a commit of the agent's own, which the line tells", async () => {
    await atWork();
    const start = head();
    await write(WORK);
    await beside("git status", theirs, "git add -A && git commit -qm Work");
    expect([
      run("log", "-1", "--format=%s"),
      run("rev-parse", "HEAD^"),
      run("status", "--porcelain"),
    ]).toEqual(["Mine", start, "?? src/goodbye.ts\n?? tests/"]);
    expect(notices()).toContain("was taken back");
    await beside("git add -A && git commit -qm Work", theirs);
    expect(run("log", "-2", "--format=%s")).toBe("Mine\nWork");
    expect(notices()).toContain("stays (`git reset ");
  });

  test("is on a ref where it cannot be told from the agent's, and comes back by the command that is named", async () => {
    await atWork();
    let mine = "";
    await beside("git commit -qF message.txt", () => {
      theirs();
      mine = head();
    });
    expect(head()).not.toBe(mine);
    const again = /`(git reset [0-9a-f]+)` brings it back/.exec(notices())![1]!;
    run(...again.split(" ").slice(1));
    expect(head()).toBe(mine);
  });
});

describe("a git command that was killed", () => {
  const stand = () => [
    run("rev-parse", "HEAD"),
    run("symbolic-ref", "HEAD"),
    run("stash", "list", "--format=%H"),
    run("diff", "--cached", "--name-only"),
  ];
  const LINE =
    "git stash drop -q; git reset -q --hard; git clean -fdq; git checkout -q -b elsewhere";
  async function killed(
    host: RunOptions["host"] = { pid: 2 ** 22 - 1, start: "gone" },
  ): Promise<string[]> {
    const root = makeProject({ files: FILES });
    writeFiles(root, { "src/a.js": "idea\n" });
    git(root, "stash", "-q");
    writeFiles(root, { "draft.md": "# Draft\n", "staged.js": "staged\n" });
    git(root, "add", "staged.js");
    await atWork(root, { host });
    const was = stand();
    await command(() => {});
    await byHand({ "README.md": "# Mine\n" });
    await command(() => void Bun.spawnSync(["sh", "-c", LINE], { cwd: root }), {
      input: { command: LINE },
      ends: false,
    });
    return was;
  }
  const files = () =>
    ["README.md", "draft.md", "staged.js"].map((name) =>
      existsSync(at(name)) ? text(name) : null,
    );
  const FILES_BACK = ["# Mine\n", "# Draft\n", "staged\n"];

  test("has what it took put back at the next look: a status", async () => {
    const was = await killed();
    await cli(made.root, ["status"]);
    expect([stand(), files()]).toEqual([was, FILES_BACK]);
  });

  test("and at the next command, where its own hook never came", async () => {
    const was = await killed(null);
    await command(() => {});
    expect([stand(), files()]).toEqual([was, FILES_BACK]);
    expect(changed()).toEqual([]);
  });

  test("leaves what the person has done long after it", async () => {
    await killed();
    const copy = copyOf(made.project, env)!;
    const note = join(copy, readdirSync(copy).find((name) => name.startsWith("command-"))!);
    writeFileSync(
      note,
      readFileSync(note, "utf8").replace(/"at":\d+/, `"at":${Date.now() - 10 * 60_000 - 50}`),
    );
    await byHand({ "later.md": "mine\n" });
    run("switch", "-qc", "mine-now");
    const now = stand();
    await cli(made.root, ["status"]);
    expect(stand()).toEqual(now);
  });
});

describe("what a command of the agent changes", () => {
  test("is the task's: files that it makes, moves with their folder, removes, also where it fails", async () => {
    await atWork();
    await command(() => writeFiles(made.root, { "gen/x.ts": "x\n" }));
    await command(() => renameSync(at("src"), at("lib")));
    await command(() => rmSync(at("README.md")), { event: "PostToolUseFailure" });
    const expected = ["README.md", "gen/x.ts", "lib/a.js", "lib/b.js", "src/a.js", "src/b.js"];
    expect(changed()).toEqual(expected);
    expect(task().changed).toMatchObject({ "README.md": "", "src/a.js": "" });
  });

  test("is that alone: `git mv` and a build tool beside what a person has changed before", async () => {
    await atWork();
    await byHand({ "src/a.js": "mine\n", "src/mine.js": "mine\n" });
    await command(() => git(made.root, "mv", "src/b.js", "src/c.js"));
    expect(changed()).toEqual(["src/b.js", "src/c.js"]);
  });

  test("is the task's in a project without git", async () => {
    await atWork(makeProject({ files: FILES, git: false }));
    await byHand({ "notes.txt": "mine\n" });
    await command(() => writeFiles(made.root, { "src/b.js": "2\n" }));
    expect(changed()).toEqual(["src/b.js"]);
  });

  test("in the background is the task's until the agent ends", async () => {
    await atWork();
    await command(() => {}, { input: { run_in_background: true } });
    writeFiles(made.root, { "out.txt": "1\n" });
    await command(() => {});
    writeFiles(made.root, { "later.txt": "1\n" });
    await write(WORK);
    await finish();
    expect(changed()).toEqual(["later.txt", "out.txt", ...Object.keys(WORK)]);
  });

  describe("and has left at work", () => {
    const started: number[] = [];
    afterEach(() => {
      for (const { pid } of descendants(runningProcesses(), new Set(started))) process.kill(pid);
      for (const pid of started.splice(0)) process.kill(pid);
    });

    /** A process of a command of this session. */
    function spawned(of: string, ...words: string[]) {
      const child = Bun.spawn(words, {
        env: { ...process.env, CLAUDE_CODE_SESSION_ID: of },
        stdin: "pipe",
      });
      started.push(child.pid);
      return child;
    }
    const leave = (of: string) => void spawned(of, "sleep", "60");

    /** The implementation is at work in a host, which starts a program when it is told to. */
    async function hosted(of: string) {
      const host = spawned(of, "sh", "-c", "read go; sleep 60 & wait");
      await atWork(makeProject({ files: FILES }), {
        host: { pid: host.pid, start: startTime(host.pid)! },
      });
      await Bun.sleep(50);
      return host;
    }

    /** The run goes on to its end; when its agent is gone a file appears that no call has made. */
    async function late() {
      await write(WORK);
      const told: string[] = [];
      await finish((one) => {
        if (one.writes.includes("code-review") && told.push(one.text) === 1)
          writeFiles(made.root, { "late.txt": "1\n" });
      });
      const facts = reportFacts(made.project, made.run);
      const { others } = branchPlan(made.project, made.run, facts);
      const { out } = await cli(made.root, ["rollback"]);
      const by = [facts.by_hand, facts.by_unseen];
      return { by, told: told.join("\n"), others: others.map(otherText), rollback: out };
    }

    test("may have changed what no call tells: nowhere is that called the person's, and it is left alone", async () => {
      const root = makeProject({ files: FILES });
      made = await makeRun({ root, auto: true, until: ready(BUILD) });
      writeFiles(root, { "README.md": "# Mine\n" });
      await agentAt(BUILD);
      await command(() => {}, { input: { run_in_background: true } });
      const { by, told, others, rollback } = await late();
      expect([by, others]).toEqual([[[], ["late.txt"]], ["late.txt (by no call that was seen)"]]);
      expect(told).toContain(
        "- README.md (modified by hand)\n- late.txt (added by no call that was seen)",
      );
      expect(rollback).toContain(
        "Left alone, author unknown: changed by no call that was seen, or not as the run",
      );
    });

    test("has changed nothing after its driver has ended it", async () => {
      await atWork();
      await command(() => {}, { input: { run_in_background: true } });
      change(made.project, () => [{ do: "changed", task: BUILD, files: {}, runs_on: false }]);
      const { by, rollback } = await late();
      expect(by).toEqual([["late.txt"], []]);
      expect(rollback).toContain("Yours, left alone");
    });

    test.each([
      [
        "is seen of a command that is not in the background, by its processes",
        SESSION,
        false,
        [[], ["late.txt"]],
      ],
      ["is nothing that the host still waits for", SESSION, true, [["late.txt"], []]],
      ["is nothing that another session has started", "other", false, [["late.txt"], []]],
    ])("%s", async (_name, of, isBelow, expected) => {
      const host = await hosted(of);
      if (isBelow) host.stdin.write("go\n");
      else leave(of);
      host.stdin.flush();
      await Bun.sleep(50);
      await command(() => {});
      expect((await late()).by).toEqual(expected);
    });

    test("is seen where the host was killed before the command had ended", async () => {
      await hosted(SESSION);
      await command(() => leave(SESSION), { ends: false });
      const run = readRun(made.project)!;
      const runsOn = { do: "changed" as const, task: BUILD, files: {}, runs_on: true as const };
      expect(changedAtEnd(made.project, run, taskOf(run, BUILD)!, { env })).toEqual([runsOn]);
    });
  });

  test("is nothing where it was refused: what a person does behind it is theirs", async () => {
    await atWork();
    await command(() => {}, { ends: false });
    await byHand({ "notes.txt": "mine\n" });
    const run = readRun(made.project)!;
    const end = (wasRefused: boolean) =>
      changedAtEnd(made.project, run, taskOf(run, BUILD)!, { env, wasRefused: () => wasRefused });
    expect([end(true), end(false)]).toEqual([[], []]);
  });

  test("is seen of an agent whose first start came to nothing", async () => {
    made = await makeRun({ root: makeProject({ files: FILES }), auto: true, until: ready(BUILD) });
    await dispatchTask(made.project, made.run, taskOf(made.run, BUILD)!);
    const { nonce } = task().dispatch!;
    change(made.project, () => [{ do: "lost", task: BUILD, nonce, why: "it never started" }]);
    made.run = readRun(made.project)!;
    await agentAt(BUILD);
    expect(changed()).toEqual([]);
  });

  test("that was killed is the task's, and nothing of what a person does later", async () => {
    await atWork();
    await command(() => writeFiles(made.root, { "half.txt": "1\n" }), { ends: false });
    // As if the machine had been killed ten minutes before the person came.
    const copy = copyOf(made.project, env)!;
    const note = join(copy, readdirSync(copy).find((name) => name.startsWith("command-"))!);
    const begun = Math.ceil(statSync(at("half.txt")).ctimeMs) - 10 * 60_000;
    writeFileSync(note, readFileSync(note, "utf8").replace(/"at":\d+/, `"at":${begun}`));
    await byHand({ "morning.txt": "mine\n" });
    const { nonce } = task().dispatch!;
    change(made.project, () => [{ do: "lost", task: BUILD, nonce, why: "it was killed" }]);
    const run = readRun(made.project)!;
    const prepared = await prepare(
      {
        project: made.project,
        env,
        session: SESSION,
        host: null,
        call: "toolu_again",
        with: () => null,
      },
      run,
      taskOf(run, BUILD)!,
    );
    expect(prepared.ok).toBe(true);
    expect(changed()).toEqual(["half.txt"]);
  });

  test("counts wholly, as far as it differs, where no hook noted what was there before", async () => {
    await atWork();
    writeFiles(made.root, { "src/b.js": "2\n" });
    await after({
      tool_name: "Bash",
      tool_use_id: "toolu_unknown",
      tool_input: { command: "make" },
    });
    expect(changed()).toEqual(["all"]);
    await byHand({ "notes.txt": "mine\n" });
    await write(WORK);
    await finish();
    const facts = reportFacts(made.project, made.run);
    expect(facts.by_hand).toEqual([]);
    expect(facts.files?.map(({ path }) => path)).toEqual([
      "notes.txt",
      "src/b.js",
      ...Object.keys(WORK),
    ]);
  });
});

test("what the agent wrote and a formatter laid out anew is the run's, and goes back with it", async () => {
  await atWork();
  await write(WORK);
  writeFiles(made.root, { "tests/goodbye.test.ts": `${GOODBYE_TEST}\n` });
  await finish();
  const facts = reportFacts(made.project, made.run);
  expect([facts.files?.map(({ path }) => path), facts.by_hand]).toEqual([Object.keys(WORK), []]);
  const back = rollBack(made.project, made.run, null, { undo: false, yes: false });
  expect([back.changes.length, back.left]).toEqual([2, []]);
});

test("what is committed before the implementation is told to reviewers as no part of the change, and counted", async () => {
  const root = makeProject({ files: FILES });
  await makeRun({ root, auto: true, until: ready(BUILD) });
  const names = Array.from(
    { length: 22 },
    (_, at) => `src/theirs-${String(at).padStart(2, "0")}.js`,
  );
  writeFiles(root, Object.fromEntries(names.map((name) => [name, "export const theirs = 1;\n"])));
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Theirs");
  const told: string[] = [];
  made = await carryOn(root, {
    worker: (one) => {
      if (one.writes.includes("code-review")) told.push(one.text);
      return undefined;
    },
  });
  expect([made.run.status, told.length > 0]).toEqual(["complete", true]);
  const line = `${names.slice(0, 20).join(", ")}, 2 more`;
  for (const one of told) {
    expect(one).toContain(`no part of the change under review\n${line}\n`);
    expect(one).not.toContain("theirs = 1");
  }
  const facts = reportFacts(made.project, made.run);
  expect(facts.unknown).toMatchObject({ more: 2 });
  expect(facts.unknown.files).toEqual(
    names.slice(0, 20).map((name) => `${name} (committed before the implementation)`),
  );
  for (const words of [["status"], ["report", "--pr"]])
    expect((await cli(root, words)).out).toContain("unknown: 22 files shown to no reviewer");
});

test("a journal of before says nothing of calls: all that differs since the work began is the run's", async () => {
  made = await makeRun({ root: makeProject({ files: FILES }), auto: true });
  const facts = reportFacts(made.project, made.run);
  expect([facts.files?.map(({ path }) => path), facts.by_hand]).toEqual([Object.keys(WORK), []]);
});

describe("a worktree that is added inside of the project", () => {
  const add = (name: string) => git(made.root, "worktree", "add", "-q", "--detach", at(name));
  beforeEach(async () => {
    await atWork();
    noteGit(made.project, made.run.run, {});
  });
  const tree = () => {
    const run = readRun(made.project)!;
    const subject = subjectOf(made.project, run, taskOf(run, BUILD)!);
    return subject.ok ? subject.subject : subject.problem;
  };

  test("by a person is none of the run's files", async () => {
    const before = tree();
    add("mine");
    await command(() => {});
    expect([tree(), changed()]).toEqual([before!, []]);
    // What the agent then does in there is work again.
    await command(() => writeFiles(made.root, { "mine/src/evil.js": "x\n" }));
    expect([tree() === before, changed()]).toEqual([false, ["mine/src/evil.js"]]);
  });

  test("by a command of an agent is work, as is a folder of files that is made to look like one", async () => {
    const before = tree();
    await command(() => add("evil"));
    expect([tree() === before, changed().includes("evil/src/a.js")]).toEqual([false, true]);
    await atWork();
    noteGit(made.project, made.run.run, {});
    await command(() => {
      writeFiles(made.root, {
        ".git/worktrees/x/gitdir": `${at("src/.git")}\n`,
        "src/.git": `gitdir: ${at(".git/worktrees/x")}\n`,
      });
    });
    const run = readRun(made.project)!;
    expect(worktreesBeside(made.project, run, () => ["src/a.js"])).toEqual([]);
  });
});

describe("what an owner may not change", () => {
  const TEAM = {
    "src/hello/hello.js": "1\n",
    "src/bye/bye.js": "1\n",
    "src/bye/run.sh": "#!/bin/sh\n",
    "docs/a.md": "a\n",
  };

  /** dev-hello at work on its area, in the checkout. */
  async function owner(): Promise<void> {
    const root = makeProject({ files: smallFiles({ files: TEAM }) });
    chmodSync(join(root, "src/bye/run.sh"), 0o755);
    await startTeam(root, { track: "nano", areas: "hello" }, false, "Greet people");
    const project = findProject(root);
    const first = await dispatchTask(project, readRun(project)!, taskOf(readRun(project)!, "T1")!);
    await checkTask(project, "T1", first.nonce);
    made = { root, project, run: readRun(project)! };
    await agentAt("T2");
  }
  const strays = () => {
    const run = readRun(made.project)!;
    const now = taskOf(run, "T2")!;
    const tree = subjectOf(made.project, run, now);
    return takeBackStrays(sceneOf(made.project, run), now, tree.ok ? tree.subject : null);
  };
  const noticed = () =>
    (readRun(made.project)!.notices ?? []).filter((one) => one.what === "stray-change");

  test("and its command did is put back as it was, with a copy that its agent and the person are told of", async () => {
    await owner();
    await command(() => {
      writeFiles(made.root, {
        "src/bye/bye.js": "2\n",
        "src/bye/new.js": "new\n",
        "src/hello/hello.js": "2\n",
      });
      rmSync(at("src/bye/run.sh"));
    });
    const { problems, asked } = strays();
    expect([problems.length, asked]).toEqual([3, []]);
    expect(problems.join("\n")).not.toMatch(/remove|delete|overwrite|\brm\b/);
    expect([
      text("src/bye/bye.js"),
      existsSync(at("src/bye/new.js")),
      text("src/hello/hello.js"),
    ]).toEqual(["1\n", false, "2\n"]);
    expect(statSync(at("src/bye/run.sh")).mode & 0o111).toBe(0o111);
    const kept = /src\/bye\/new\.js: .*\(the changed version: (\S+)\)/.exec(
      problems.join("\n"),
    )![1]!;
    expect(text(kept)).toBe("new\n");
    expect(noticed()).toMatchObject([{ asked: false, text: expect.stringContaining(kept) }]);
    expect(strays()).toEqual({ problems: [], asked: [] });
  });

  test("and a person saves meanwhile is theirs: nobody is told to undo it, and nobody is asked", async () => {
    await owner();
    await command(() => writeFiles(made.root, { "src/hello/hello.js": "2\n" }));
    await byHand({ "src/bye/bye.js": "mine\n", "src/bye/mine.js": "mine\n" });
    expect([strays(), noticed()]).toEqual([{ problems: [], asked: [] }, []]);
    expect(text("src/bye/bye.js")).toBe("mine\n");
  });

  test("and both have changed the person decides about", async () => {
    await owner();
    await command(() => writeFiles(made.root, { "src/bye/bye.js": "2\n" }));
    await byHand({ "src/bye/bye.js": "mine\n" });
    expect(strays()).toEqual({ problems: [], asked: ["src/bye/bye.js"] });
    expect(text("src/bye/bye.js")).toBe("mine\n");
  });
});
