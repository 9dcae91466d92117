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
import { type Run, taskOf, tasksOf } from "../../../src/engine/run.ts";
import { judged } from "../../../src/hooks/calls/judge.ts";
import { hookCall } from "../../../src/hooks/hook-call.ts";
import { handle } from "../../../src/hooks/index.ts";
import { narrow } from "../../../src/host/payload.ts";
import { startTime } from "../../../src/process/identity.ts";
import { descendants, runningProcesses } from "../../../src/process/table.ts";
import { findProject } from "../../../src/project/project.ts";
import { nowRef } from "../../../src/project/worktrees/names.ts";
import { otherText } from "../../../src/record/changes/authors.ts";
import { foreignWorktrees, noteGit } from "../../../src/record/guarded/git-notice.ts";
import { copyOf, keepCopy } from "../../../src/record/machine/copies.ts";
import { noteRun } from "../../../src/record/machine/outside.ts";
import { changedAtEnd, hashAt } from "../../../src/run/audit/calls.ts";
import { subjectOf } from "../../../src/run/audit/subject.ts";
import { revertUnexpected } from "../../../src/run/audit/unexpected-files.ts";
import { checkTask } from "../../../src/run/dispatch/check-task.ts";
import { prepare } from "../../../src/run/dispatch/prepare.ts";
import { rollBack } from "../../../src/run/end/rollback.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { branchPlan } from "../../../src/run/publish/branch.ts";
import { endedCommand } from "../../../src/run/results/take-in.ts";
import { viewQuestion } from "../../../src/run/views/questions.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { sceneOf } from "../../../src/workflows/index.ts";
import { cli } from "../../cli/cli.ts";
import {
  carryOn,
  dispatchTask,
  type MadeRun,
  makeRun,
  type RunOptions,
  SESSION,
} from "../../cli/made/make-run.ts";
import { startTeam } from "../../cli/made/make-team-run.ts";
import { ENTRY } from "../../engine/given.ts";
import { cleanup, git, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import { smallFiles } from "../../harness/small-team.ts";
import { artifactText, type Brief } from "../../harness/team.ts";
import { codeApproval, GOODBYE, GOODBYE_TEST, honest } from "../../harness/workers.ts";
import { noteWritten } from "../../harness/written.ts";
import { BUILD, CODE_SONNET } from "../../workflows/multi-ai/ids.ts";

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
  const before = { "src/a.js": "mine\n", "draft.md": "# Draft\n", "staged.js": "staged\n" };
  const start = async (): Promise<void> => {
    const root = makeProject({ files: FILES });
    writeFiles(root, before);
    git(root, "add", "staged.js");
    await atWork(root);
  };

  test("is out of reach of the agent's git commands, which only look", async () => {
    await start();
    expect(await git_("git stash -qu")).toContain("Only look with git here");
    expect(await git_("git status; git show HEAD:src/a.js")).toBe("");
    expect([notices(), run("diff", "--cached", "--name-only")]).toEqual(["", "staged.js"]);
  });

  test("is put back where a script takes it; what that does to branches and stashes is told", async () => {
    await start();
    run("branch", "try");
    const line = "git stash -qu; git stash drop -q; git branch -qD try";
    await command(() => void Bun.spawnSync(["sh", "-c", line], { cwd: made.root }));
    const names = Object.keys(before);
    expect(Object.fromEntries(names.map((name) => [name, text(name)]))).toEqual(before);
    expect(notices()).toMatch(
      /is there again: .*refs\/heads\/try is gone or moved \(`git update-ref/,
    );
    expect(changed()).toEqual([]);
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

  test("and is secret is there again, as old as it was, behind a command that does not name it", async () => {
    writeFiles(made.root, { ".env": "KEY=2\n" });
    const was = statSync(at(".env"));
    await command(() => rmSync(at(".env")), { input: { command: "npm run clean" } });
    expect(there()).toEqual({ ...IGNORED, ".env": "KEY=2\n" });
    const is = statSync(at(".env"));
    expect([is.mode, Math.floor(is.mtimeMs)]).toEqual([was.mode, Math.floor(was.mtimeMs)]);
    expect(notices()).toContain(".env");
  });

  test("goes where the agent names it, made it, or a build cleans up", async () => {
    await write({ ".env.test": "1\n" });
    await git_("rm .env.test .env config/local.json");
    expect([existsSync(at(".env.test")), there(), notices()]).toEqual([
      false,
      { ".env": null, "config/local.json": null },
      "",
    ]);
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
    expect(foreignWorktrees(made.project, run, () => ["src/a.js"])).toEqual([]);
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
    return revertUnexpected(sceneOf(made.project, run), now, tree.ok ? tree.subject : null);
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
    // The script's rights are in no commit: behind the command it was there again.
    expect([problems.length, asked]).toEqual([2, []]);
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
