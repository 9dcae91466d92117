// Runs: in full too, first.
// Not in npm test: host it stops at the story
// Not in npm test: (?:a second run beside a live one|what goes on with a run has the options)
// Not in npm test: run --continue brings back the record
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { noteOwner } from "../../../src/record/machine/owner.ts";
import { SETTINGS_FILE } from "../../../src/settings.ts";
import { codexReviewer } from "../../harness/codex-reviewer.ts";
import { type HostVersion, hostsOf } from "../../harness/host.ts";
import { inFull, someOf } from "../../harness/in-full.ts";
import { type Script, startModel } from "../../harness/model.ts";
import {
  cleanup,
  type Files,
  makeProject,
  onCleanup,
  tempDir,
  writeFiles,
} from "../../harness/project.ts";
import { claudePath, makeSandbox, SYSTEM_PATH } from "../../harness/sandbox.ts";
import { obedientMain, team } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { CODE_CODEX, PLAN_OPUS } from "../../workflows/multi-ai/ids.ts";
import { cli, PROGRAM } from "../cli.ts";
import { makeRun, STATES } from "../made/make-run.ts";

afterEach(cleanup);

interface World {
  project: string;
  env: Record<string, string>;
  claude: string;
  stdin?: string;
}

function world(version: HostVersion, script: Script = team(honest()), files: Files = {}): World {
  const project = makeProject();
  writeFiles(project, files);
  const model = startModel({ script, codex: codexReviewer() });
  const { env } = makeSandbox({ version, project, model });
  return { project, env, claude: claudePath(version) };
}

/** Starts `multi-ai run`; `out` grows while it works. Ended with the test. */
function start({ project, env, claude, stdin = "" }: World, ...args: string[]) {
  const command = [process.execPath, PROGRAM, "run", "--claude", claude, ...args];
  const input = new TextEncoder().encode(stdin);
  const child = Bun.spawn(command, {
    cwd: project,
    env,
    stdin: input,
    stdout: "pipe",
    stderr: "pipe",
  });
  onCleanup(() => child.kill("SIGTERM"));
  const text = { out: "", err: "" };
  const waiting: { words: string; seen: () => void }[] = [];
  const collect = async (stream: ReadableStream<Uint8Array>, name: "out" | "err") => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      text[name] += decoder.decode(chunk, { stream: true });
      for (const one of waiting) if (text.out.includes(one.words)) one.seen();
    }
  };
  const streams = Promise.all([collect(child.stdout, "out"), collect(child.stderr, "err")]);
  return {
    pid: child.pid,
    signal: (name: NodeJS.Signals) => child.kill(name),
    /** Resolves when the words were printed. */
    printed: (words: string) => new Promise<void>((seen) => waiting.push({ words, seen })),
    end: streams.then(async () => ({ ...text, code: await child.exited })),
  };
}

const run = (where: World, ...args: string[]) => start(where, ...args).end;
const stateOf = ({ project }: World) =>
  JSON.parse(readFileSync(join(project, ".task/state.json"), "utf8"));
const firstEvent = ({ project }: World) =>
  JSON.parse(readFileSync(join(project, ".task/events.jsonl"), "utf8").split("\n")[0]!);

describe.each(hostsOf("new"))("in the %s host", (version) => {
  test("it stops at the story, a decide from outside answers, and run --continue goes on to the end", async () => {
    const where = world(version);
    const stopped = await run(where, "multi-ai", "Say goodbye");
    expect(stopped.code).toBe(1);
    expect(stopped.err).toContain("Is this user story what you want?");
    expect(stopped.err).toContain("multi-ai decide <A, B, …> --question Q1");
    expect(stopped.err).toContain("multi-ai run --continue");
    expect(stateOf(where).status).toBe("waiting_for_user");

    const early = await run(where, "--continue");
    expect([early.code, early.out]).toEqual([1, ""]);
    expect(early.err).toContain("needs your answer");

    expect((await cli(where.project, ["decide", "A"], where.env)).code).toBe(0);
    const untested = await run(where, "--continue");
    expect([untested.code, untested.err.includes("names a test command")]).toEqual([1, true]);
    expect((await cli(where.project, ["decide", "B"], where.env)).code).toBe(0);
    const done = await run(where, "--continue");
    expect([done.code, done.err]).toEqual([0, ""]);
    expect(done.out).toContain(`${CODE_CODEX} Code Review - Codex: approved`);
    expect(done.out).toContain("The run is complete");
    // What was told before the stop is not told again.
    expect(done.out).not.toContain("▶ T1 ");
    expect(stateOf(where).status).toBe("complete");
    // Nothing is left to do: a second report would look as if something had been done.
    const over = await run(where, "--continue");
    const ended = expect.stringMatching(
      /^Run \S+ is over: complete.*\nNext: multi-ai report shows what was done; /,
    );
    expect([over.code, over.err, over.out]).toEqual([0, "", ended]);
  });

  test("run --continue brings back the record of a run that was removed", async () => {
    const where = world(version);
    await run(where, "multi-ai", "Say goodbye");
    rmSync(join(where.project, ".task"), { recursive: true });
    const { code, err } = await run(where, "--continue");
    expect([code, err]).toEqual([1, expect.stringContaining("needs your answer")]);
    expect(stateOf(where).status).toBe("waiting_for_user");
  });

  inFull(
    "a request of any letters and any length arrives to the letter, and no shell sees it",
    async () => {
      const where = world(version);
      const request = `-p "quoted" 'and' $(touch pwned) \`touch pwned\` ; touch pwned\n\n  second line ü 漢 --auto? \\n\n${"y".repeat(300_000)}`;
      // Longer than the system lets an argument be.
      const { code } = await start({ ...where, stdin: request }, "multi-ai", "-").end;
      expect(code).toBe(1);
      expect(stateOf(where).status).toBe("waiting_for_user");
      const stored = join(where.project, ".task/objects", firstEvent(where).request.sha);
      expect(readFileSync(stored, "utf8")).toBe(request);
      expect(existsSync(join(where.project, "pwned"))).toBe(false);
    },
  );
});

inFull("an agent may work for longer than claude -p waits for it", async () => {
  let wentOn = false;
  const where = world("new", (turn) => {
    if (turn.thread === "main") return obedientMain(turn);
    if (turn.turn === 0)
      return {
        delayMs: 4_000,
        calls: [{ name: "Glob", input: { pattern: "*.md", path: where.project } }],
      };
    wentOn = true;
    return { status: 400, text: "enough" };
  });
  where.env.CLAUDE_CODE_PRINT_BG_WAIT_CEILING_MS = "1000";
  await run(where, "multi-ai", "Say goodbye", "--auto");
  expect(wentOn).toBe(true);
});

inFull("Ctrl-C ends the host and leaves a run that goes on", async () => {
  const where = world("new");
  const handle = start(where, "multi-ai", "Say goodbye", "--auto");
  await handle.printed(`▶ ${PLAN_OPUS}`);
  handle.signal("SIGINT");
  // As where npm, which has started it, passes on what came from the terminal already.
  await Bun.sleep(50);
  handle.signal("SIGINT");
  const stopped = await handle.end;
  expect(stopped.code).toBe(1);
  expect(stopped.err).toContain("stays as it is");
  expect(stopped.err).toContain("multi-ai run --continue");
  expect(stateOf(where).status).toBe("running");

  const done = await run(where, "--continue", "--json");
  expect(done.code).toBe(0);
  expect(JSON.parse(done.out)).toMatchObject({ end: "ended", status: "complete" });
  expect(done.err).toContain("restarts: its session is gone");
});

inFull("a model that cannot be reached ends the drive, and says how it goes on", async () => {
  const where = world("new", () => ({ status: 400, text: "no such account" }));
  const { code, err } = await run(where, "multi-ai", "Say goodbye", "--auto");
  expect(code).toBe(3);
  expect(err).toContain("nothing is lost");
  expect(err).toContain("no such account");
  expect(err).toContain("multi-ai run --continue");
});

inFull(
  "an agent whose API is out of quota ends the drive; run --continue goes on, and resume takes the hold off",
  async () => {
    const working = team(honest());
    let failures = 1;
    const where = world("new", (turn) =>
      turn.thread === "agent" && failures > 0 && failures--
        ? { status: 429, text: "Limit reached. It resets at 3pm." }
        : working(turn),
    );
    const first = await run(where, "--auto", "multi-ai", "Say goodbye");
    expect(first.code).toBe(3);
    expect(first.out).toContain(
      "The run is waiting; nothing is lost. Claude's limit is used up until 3pm",
    );
    expect(first.err).toMatch(/Next: multi-ai run --continue --claude \S+, when that is over\./);
    expect(stateOf(where).status).toBe("waiting_for_user");
    expect((await cli(where.project, ["resume"], { HOME: where.env.HOME! })).out).toMatch(
      /Next: open Claude Code here .+ run multi-ai run --continue --claude \//,
    );
    expect(stateOf(where)).toMatchObject({ status: "running", blocker_reason: null });
    expect((await run(where, "--continue")).code).toBe(0);
    expect(stateOf(where).status).toBe("complete");
  },
);

inFull("a team run starts with its flags, and its text to the letter", async () => {
  const deploy = { command: "sh deploy.sh" };
  const files = { [SETTINGS_FILE]: JSON.stringify({ deploy }) };
  const where = world("new", () => ({ status: 400, text: "no such account" }), files);
  const { code } = await run(where, "team", "Tweak --track of the footer", "--deploy=staging");
  expect(code).toBe(3);
  expect(firstEvent(where)).toMatchObject({
    workflow: "team",
    request: { text: "Tweak --track of the footer" },
    options: { track: "quick", deploy: "staging" },
  });
});

describe("what is refused before anything starts", () => {
  test.each(
    someOf([
      [[], 2, "workflow and a request"],
      [["multi-ai"], 2, 'needs a request: multi-ai run multi-ai "<request>"'],
      [["team"], 2, 'needs a request: multi-ai run team "<feature>"'],
      [
        ["multi-ai", "status"],
        2,
        'did you mean multi-ai status? To start it as a request: multi-ai run multi-ai "-- status"',
      ],
      [["team", "help"], 2, "did you mean multi-ai --help?"],
      [["multi-ai", "--", "--autoo Add x"], 2, "outside the request"],
      [["multi-aj", "x"], 2, "did you mean multi-ai?"],
      [["multi-ai", "  "], 2, "request is empty"],
      [["multi-ai", "x --auto"], 2, "outside the request"],
      [["multi-ai", "--", "--auto x"], 2, "outside the request"],
      [["multi-ai", "x", "y"], 2, 'unknown argument "y"'],
      [["multi-ai", "x", "--quick", "--full"], 2, "--quick and --full cannot be combined"],
      [["multi-ai", "x", "--permission-mode", "acceptEdit"], 2, "did you mean acceptEdits?"],
      [
        ["multi-ai", "x", "--permission-mode", "plan"],
        2,
        '--permission-mode: found "plan", in which no agent may write its result; expected one of acceptEdits, auto, bypassPermissions, default, dontAsk, manual. Without it: acceptEdits',
      ],
      ...["default", "manual", "dontAsk"].map((mode) => [
        ["multi-ai", "x", "--permission-mode", mode],
        2,
        'Either --permission-mode acceptEdits, or allow edits: --allowed-tools "Edit,Write"',
      ]),
      [["council", "x", "--permission-mode", "default"], 2, "Nothing was started"],
      [["team", "x", "--permission-mode", "default"], 2, "Nothing was started"],
      [["debug", "x", "--permission-mode", "default"], 2, "Nothing was started"],
      // What allows edits, or makes none, is nothing to stop at.
      ...[
        ["--permission-mode", "default", "--allowed-tools", "Bash(make),Edit"],
        ["--permission-mode", "acceptEdits"],
      ].map((how) => [
        ["multi-ai", "x", ...how, "--claude", "/nowhere/claude"],
        3,
        "Claude Code was not found",
      ]),
      [
        ["map-codebase", "--permission-mode", "default", "--claude", "/nowhere/claude"],
        3,
        "Claude Code was not found",
      ],
      [["--continue", "multi-ai", "x"], 2, "takes no workflow"],
      [["--continue", "--auto"], 2, "--auto is set when a run starts"],
      [["--continue"], 1, "No run here ("],
      [
        ["multi-ai", "x", "--track", "full"],
        2,
        "run multi-ai takes no --track; possible: --auto, --quick",
      ],
      [["team", "x", "--track", "fast"], 2, 'found "fast", expected one of full, quick'],
      [["team", "x", "--areas", "web"], 2, 'found "web"'],
      [["team", "x", "--track", "--auto"], 2, "--track needs a value"],
      [["team", "x", "--deploy="], 2, "--deploy needs a value: --deploy[=<environment>]"],
      [["team", "x", "--deploy=a b"], 2, "--deploy: found"],
      [["team", "x", "--track", "full --auto"], 2, "expected no white space"],
      [
        ["team", "x", "--track", "full", "--claude", "/nowhere/claude"],
        3,
        "Claude Code was not found",
      ],
      [["multi-ai", "--quick", "x", "--claude", "/nowhere/claude"], 3, "Claude Code was not found"],
      [["team", "--quick", "x"], 2, "run team takes no --quick"],
      [["multi-ai", "-- status", "--claude", "/nowhere/claude"], 3, "Claude Code was not found"],
      [
        ["multi-ai", "--claude", "/nowhere/claude", "--", "--json is wrong"],
        3,
        "Claude Code was not found",
      ],
    ] as [string[], number, string][]),
  )("run %p", async (args, code, words) => {
    const folder = tempDir();
    const answer = await cli(folder, ["run", ...args], { PATH: SYSTEM_PATH, HOME: tempDir() });
    expect([answer.code, answer.out]).toEqual([code, ""]);
    expect(answer.err).toContain(words);
    expect(existsSync(join(folder, ".task"))).toBe(false);
  });

  test("a review of nothing, which approves nothing", async () => {
    const root = makeProject({ files: { "a.ts": "1;\n" } });
    const answer = await cli(root, ["review"]);
    expect([answer.code, answer.err]).toEqual([
      1,
      "Nothing was started. Nothing to review: what is not committed changes no file; name a range such as main.., a branch, or paths\n",
    ]);
    expect((await cli(root, ["review", "HEAD..HEAD", "--json"])).json.end).toBe("refused");
    expect((await cli(root, ["review", "nope"])).code).toBe(2);
  });

  test("a second run beside a live one", async () => {
    const asking = await makeRun();
    const asked = await cli(asking.root, ["run", "multi-ai", "x"]);
    expect([asked.code, asked.out]).toEqual([1, ""]);
    expect(asked.err).toContain(
      `in ${asking.root} is not over and needs your answer; nothing was started.`,
    );
    expect(asked.err).toContain(" multi-ai run multi-ai --worktree x starts another beside it.");
    expect((await cli(asking.root, ["review", "--fix", "src"])).err).toContain(
      " multi-ai review --worktree --fix src starts another beside it.",
    );
    expect(asked.err).toContain("Answer: multi-ai decide <A, B, …> --question Q1");
    expect((await cli(asking.root, ["run", "multi-ai", "x", "--json"])).json).toMatchObject({
      end: "question",
    });

    const { root, run } = await STATES["review running"]();
    const answer = await cli(root, ["run", "multi-ai", "x"]);
    expect([answer.code, answer.out]).toEqual([1, ""]);
    expect(answer.err).toMatch(
      /^Run \S+ in \S+ is not over; nothing was started\.\nNext: .+\. To start another: .+\n$/,
    );
    expect(answer.err).toContain("multi-ai park sets this one aside, multi-ai cancel ends it.");
    expect(answer.err).toContain(`Run ${run.run} in ${root} is not over;`);
    const how = ["--claude", "/opt/my claude", "--allowed-tools", "Bash(bun test:*)"];
    const [folder, name] = [dirname(root), basename(root)];
    const again = await cli(folder, ["--project", name, "run", "multi-ai", "x", ...how]);
    const typed = `multi-ai --project ${name} run --continue --claude "/opt/my claude" --allowed-tools "Bash(bun test:*)"`;
    expect(again.err).toContain(
      `Next: ${typed}. To start another: multi-ai --project ${name} park sets`,
    );
    const data = await cli(root, ["run", "multi-ai", "x", "--json"]);
    expect([data.code, data.json]).toMatchObject([1, { end: "refused", run: run.run }]);
  });

  test("what goes on with a run has the options that it was started with, wherever it is named", async () => {
    const { root, run, project } = await STATES["review running"]();
    const HOME = tempDir();
    const given = { claude: "/opt/my claude", "allowed-tools": "Bash(bun test:*)" };
    const by = { host: null, session: "s", transcript: "", root };
    mkdirSync(join(HOME, ".claude/plugins/data/multi-ai-inline"), { recursive: true });
    noteOwner(project, run.run, { ...by, given }, { HOME });
    const typed = (claude: string) =>
      `multi-ai run --continue --claude ${claude} --allowed-tools "Bash(bun test:*)"`;
    const another = ["run", "multi-ai", "x"];
    expect((await cli(root, another, { HOME })).err).toContain(typed('"/opt/my claude"'));
    const now = await cli(root, [...another, "--claude", "/bin/true"], { HOME });
    expect(now.err).toContain(typed("/bin/true"));
    // A session that takes it in between needs none of them.
    noteOwner(project, run.run, { ...by, session: "t" }, { HOME });
    expect((await cli(root, another, { HOME })).err).toContain(typed('"/opt/my claude"'));
  });

  test("what starts nothing says so to a script, with the exit code of its reason", async () => {
    const folder = tempDir();
    const env = { PATH: SYSTEM_PATH, HOME: tempDir() };
    for (const [args, code] of [
      [["multi-ai", "x", "--permission-mode", "plan"], 2],
      [["multi-ai", "x", "--claude", "/nowhere/claude"], 3],
      [["--continue"], 1],
    ] as const) {
      const answer = await cli(folder, ["run", ...args, "--json"], env);
      expect([answer.code, answer.json]).toMatchObject([
        code,
        { end: "refused", error: expect.any(String) },
      ]);
    }
  });
});
