import { afterEach, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { COMPLETIONS } from "../../src/checkup/setup/completion.ts";
import { through } from "../../src/checkup/setup/through.ts";
import { VERBS } from "../../src/cli/verbs.ts";
import { findProject } from "../../src/project/project.ts";
import { warning } from "../../src/workflows/contract/checkup.ts";
import { firstOf, inFull, someOf } from "../harness/in-full.ts";
import { OWN_PROGRAMS, putPrograms, systemPrograms } from "../harness/own-programs.ts";
import { cleanup, git, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { STORY } from "../harness/workers.ts";
import { atTerminal, blindly, cliUnder, orphan, PROGRAM } from "./cli.ts";
import { apply, makeRun, STATES } from "./make-run.ts";

afterEach(cleanup);

const ROOT = join(import.meta.dir, "../..");
const LOCAL = ".claude/settings.local.json";
const AGENT_LINES = { type: "command", command: expect.stringMatching(/\/multi-ai statusline$/) };
const STATUS_LINE = { ...AGENT_LINES, refreshInterval: 10 };

/** A home folder with programs on PATH, and a project. */
function place({
  programs = { claude: OWN_PROGRAMS.claude } as Record<string, string>,
  project = makeProject(),
  system = systemPrograms(),
} = {}) {
  const home = tempDir();
  const bin = join(home, ".local/bin");
  putPrograms(bin, programs);
  symlinkSync(process.execPath, join(bin, "bun"));
  const env = { HOME: home, PATH: `${bin}:${system}`, SHELL: "/bin/bash" };
  const text = (path: string) => readFileSync(join(project, path), "utf8");
  return {
    home,
    project,
    env,
    text,
    json: (path: string) => JSON.parse(text(path)),
    setup: (...args: string[]) => blindly(project, ["setup", ...args], env),
    steps: (all = true) => steps(project, env, all),
    answer: (types: (question: string) => string, command = [process.execPath, PROGRAM, "setup"]) =>
      atTerminal(command, project, env, types, /\n([^\n]*)\r?\n[^\n]*\r?\n\[y\/N\] $|(?:^|\n)([^\n]*): $/),
    ran: () => (existsSync(join(home, "ran")) ? readFileSync(join(home, "ran"), "utf8").trim().split("\n") : []),
  };
}

/** The steps without the look at all that `dry-run` looks at, which takes seconds. */
async function steps(project: string, env: Record<string, string | undefined>, all = true) {
  const findings = [warning("Task tools", "off", "switch them on")];
  const call = { project: findProject(project), env };
  const place = {
    call,
    plugin: ROOT,
    findings: async () => findings,
    script: async (shell: string) => COMPLETIONS[shell]!(VERBS),
  };
  return { json: await through(place, null, all) };
}

type Told = { step: string; file: string; text: string; change?: string[]; now?: true };
const names = (all: Told[]): string[] => all.map(({ step }) => step);
const ALL = ["gitignore", "settings", "link", "task_tools", "status_line", "completion"];

test("without a terminal it lists what it would do, with each file and change, and does nothing", async () => {
  const { home, project, setup } = place();
  const { code, json } = await setup("--json");
  expect([code, json.ok, names(json.offered), names(json.not_here), json.done, json.refused]).toEqual([
    ...[0, true, ALL, ["permissions", "codex"]],
    ...[[], []],
  ]);
  expect(json.offered[3]).toEqual({
    step: "task_tools",
    file: join(project, LOCAL),
    text: "Have Claude Code's own task list show the run",
    change: ['env.CLAUDE_CODE_ENABLE_TODO_TOOLS becomes "1"'],
  });
  const { out } = await setup();
  expect(out).toContain(`${join(project, ".gitignore")}: a line more: .task/`);
  expect(out).toContain("→ run `npm install -g @openai/codex`");
  expect(out).toEndWith(
    "Nothing was changed: multi-ai setup asks in a terminal, multi-ai setup --yes does all that is offered.\nA run can start.\n",
  );
  expect([existsSync(join(project, ".claude")), existsSync(join(project, ".gitignore"))]).toEqual([false, false]);
  expect([git(project, "status", "--porcelain"), existsSync(join(home, ".local/share"))]).toEqual(["", false]);
});

test("--yes does all of it, and a second time there is nothing to do", async () => {
  const { home, project, text, json, setup } = place();
  const first = await setup("--yes", "--json");
  expect([first.code, names(first.json.done), first.json.offered]).toEqual([0, ALL, []]);
  expect(first.json.done.every((one: Told) => one.now)).toBe(true);
  expect(text(".gitignore")).toBe(".task/\n");
  expect(Object.keys(json(".claude/multi-ai.json"))).toEqual(["$schema"]);
  expect(json(".claude/multi-ai.json").$schema).toBe("./multi-ai.schema.json");
  const schema = readFileSync(join(ROOT, "schemas/settings.schema.json"), "utf8");
  expect(text(".claude/multi-ai.schema.json")).toBe(schema);
  expect(readlinkSync(join(home, ".local/bin/multi-ai"))).toBe(join(ROOT, "bin/multi-ai"));
  expect(json(LOCAL)).toEqual({
    env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: "1" },
    statusLine: { type: "command", command: `${join(home, ".local/bin/multi-ai")} statusline`, refreshInterval: 10 },
    subagentStatusLine: { type: "command", command: `${join(home, ".local/bin/multi-ai")} statusline` },
  });
  const before = [".gitignore", ".claude/multi-ai.json", LOCAL].map(text);
  const again = await setup("--yes", "--json");
  expect([names(again.json.done), again.json.offered, again.json.done.some((one: Told) => one.now)]).toEqual([
    ...[ALL, []],
    false,
  ]);
  expect([".gitignore", ".claude/multi-ai.json", LOCAL].map(text)).toEqual(before);
  // The command of the status line is one that the host can start.
  const shown = Bun.spawnSync(["sh", "-c", json(LOCAL).statusLine.command], {
    stdin: Buffer.from(`{"cwd": "${project}"}`),
  });
  expect([shown.exitCode, shown.stdout.toString()]).toEqual([0, ""]);
});

test("what a run needs and is missing is exit 1, whatever was done", async () => {
  const { setup } = place({ programs: {} });
  const { code, json } = await setup("--yes", "--json");
  expect([code, json.ok, json.yours[0].name]).toEqual([1, false, "Claude Code"]);
});

describe("in a terminal", () => {
  test("each step is asked for, with the file and the change, and done after a yes alone", async () => {
    const { project, env, json, text, answer } = place();
    const { screen, result } = await answer((question) => {
      return /task list|settings file/.test(question ?? "") ? "y" : "";
    });
    expect(result.code).toBe(0);
    // The shell of this terminal has no completion.
    expect(screen.match(/\[y\/N\]/g)?.length).toBe(ALL.length - 1);
    expect(screen).toContain(`${join(project, LOCAL)}: env.CLAUDE_CODE_ENABLE_TODO_TOOLS becomes "1"`);
    expect(json(LOCAL)).toEqual({ env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: "1" } });
    expect(text(".claude/multi-ai.json")).not.toContain("ceiling");
    expect([existsSync(join(project, ".gitignore")), existsSync(join(env.HOME, ".local/bin/multi-ai"))]).toEqual([
      ...[false, false],
    ]);
  });

  test("it says first what there is, asks again at what is neither yes nor no, and lists no offer that was refused again", async () => {
    const { answer } = place();
    const typed = ["maybe"];
    const { screen, result } = await answer(() => typed.shift() ?? "");
    const [lead = ""] = screen.split("[y/N]");
    expect(lead).toMatch(/^6 things can be set up[\s\S]*Enter changes nothing, y does it\.\s+Have git ignore/);
    expect(screen.match(/Type y for yes; n, or Enter, changes nothing: /g)?.length).toBe(1);
    expect([result.out.includes("Offered:"), result.out.includes("Left as it is, as you said")]).toEqual([false, true]);
  });
});

const programs = { claude: OWN_PROGRAMS.claude, npm: OWN_PROGRAMS.npm };

describe("programs that a reviewer needs", () => {
  test("are installed and logged in at the terminal, each by the line that is shown, after a yes to just that line", async () => {
    const { ran, answer } = place({ programs });
    const { screen, result } = await answer((question) =>
      /Codex/.test(question ?? "") ? "y" : question === undefined ? "c0de" : "",
    );
    expect(ran()).toEqual(["npm install -g @openai/codex", "codex login with c0de"]);
    expect(screen).toMatch(
      /\nCodex is not installed\. Run this now\?\r?\n {2}npm install -g @openai\/codex\r?\n\[y\/N\] y/,
    );
    expect(screen).toMatch(/added 1 package[\s\S]*\nCodex is not logged in\. Run this now\?\r?\n {2}codex login\r?\n/);
    expect(result.out).toContain("Done:\n  Codex can be asked\n");
    expect(result.out).not.toContain("@openai/codex");
  });

  test("that fail are told with how they ended, and setup goes on; without a yes nothing is run", async () => {
    const failing = { claude: OWN_PROGRAMS.claude, npm: 'echo "no network"; exit 7' };
    const first = place({ programs: failing });
    const { screen, result } = await first.answer((question) => (/Codex/.test(question ?? "") ? "y" : ""));
    expect(screen).toContain("no network");
    expect(result.out).toContain(
      "Not done:\n  npm install -g @openai/codex ended with code 7; multi-ai setup offers it again",
    );
    const other = place({ programs: { ...failing, npm: OWN_PROGRAMS.npm } });
    const { result: refused } = await other.answer(() => "n");
    expect(other.ran()).toEqual([]);
    expect(refused.out).toMatch(/Left as it is, as you said[^\n]*\n(?: {2}[^\n]*\n)* {2}Codex is not installed\n/);
  });

  inFull("that are still not found behind it are not offered for ever", async () => {
    const at = place({ programs: { claude: OWN_PROGRAMS.claude, npm: 'echo "npm $*" >> "$HOME/ran"' } });
    const { result } = await at.answer((question) => (/Codex/.test(question ?? "") ? "y" : ""));
    expect(at.ran()).toEqual(["npm install -g @openai/codex"]);
    expect(result.out).toContain("Codex is not installed, also after npm install -g @openai/codex.");
  });

  inFull("that are stopped by Ctrl-C do not stop setup", async () => {
    const at = place({ programs: { claude: OWN_PROGRAMS.claude, npm: 'printf "Working: "; read line; echo "$line"' } });
    // Here programs begin with that signal ignored, and by Bun with the usual answer to it.
    const line = JSON.stringify([process.execPath, PROGRAM, "setup"]);
    const usual = `process.exit(await Bun.spawn(${line}, { stdio: ["inherit", "inherit", "inherit"] }).exited)`;
    const { result } = await at.answer(
      (question) => (/Codex/.test(question ?? "") ? "y" : question === undefined ? "\u0003" : ""),
      [process.execPath, "-e", usual],
    );
    expect(result.out).toContain("npm install -g @openai/codex was ended by SIGINT");
    expect(result.code).toBe(0);
  });

  test("without a terminal nothing is installed, also with --yes: the line to type is shown", async () => {
    const { ran, setup } = place({ programs });
    const { json, code } = await setup("--yes", "--json");
    expect([code, ran(), names(json.done)]).toEqual([0, [], ALL]);
    expect(json.to_type).toEqual([
      {
        ...{ step: "codex", file: "", text: "Codex is not installed" },
        command: ["npm", "install", "-g", "@openai/codex"],
      },
    ]);
    expect((await setup("--yes")).out).toContain(
      "To type in a terminal:\n  Codex is not installed:\n    npm install -g",
    );
  });
});

describe("names", () => {
  test("are done without a question, in their order, and nothing else is", async () => {
    const { home, json, text, setup } = place();
    const made = await setup("status_line", "link", "settings", "--json");
    expect([made.code, names(made.json.done), made.json.offered]).toEqual([0, ["settings", "link", "status_line"], []]);
    // The link was there before the line that names it.
    expect(json(LOCAL).statusLine.command).toBe(`${join(home, ".local/bin/multi-ai")} statusline`);
    expect(Object.keys(json(LOCAL))).toEqual(["statusLine"]);
    const before = text(LOCAL);
    const again = await setup("status-line");
    expect([again.code, again.out]).toEqual([
      0,
      expect.stringContaining("As it should be:\n  the status line shows the run"),
    ]);
    expect(text(LOCAL)).toBe(before);
  });

  test("that are none, and beside options, are refused; a program is asked for all the same", async () => {
    const { project, env, ran, setup } = place({ programs });
    expect((await setup("gitignroe")).err).toContain('Nothing was changed: found "gitignroe", expected all, gitignore');
    expect((await setup("--yes", "gitignore")).err).toContain("--yes is for all that is offered");
    expect((await setup("--program", "gitignore")).err).toContain("--program goes by itself");
    expect((await setup("codex")).out).toContain("To type in a terminal:\n  Codex is not installed:\n");
    const types = (word: string) => (/Codex is not installed/.test(word) ? "y" : "");
    const prompt = /\n([^\n]*)\r?\n[^\n]*\r?\n\[y\/N\] $/;
    const { result } = await atTerminal([process.execPath, PROGRAM, "setup", "codex"], project, env, types, prompt);
    expect(ran()).toEqual(["npm install -g @openai/codex"]);
    expect(result.out).toContain(
      "Left as it is, as you said; multi-ai setup offers it again:\n  Codex is not logged in\n",
    );
    expect([git(project, "status", "--porcelain"), existsSync(join(project, ".claude"))]).toEqual(["", false]);
  });
});

test("on a machine with only Node it says what is missing and how to get it, and what npm can install", async () => {
  const node = { node: 'echo "v22.0.0"', npm: OWN_PROGRAMS.npm };
  const { home, project, env } = place({ programs: node, project: tempDir(), system: systemPrograms(["sh"]) });
  rmSync(join(home, ".local/bin/bun"));
  // As it is started there: by its launcher, which finds the Bun that npm has brought with the plugin.
  const launched = (...args: string[]) => orphan([join(ROOT, "bin/multi-ai"), "setup", ...args], project, env);
  const { code, json, err } = await launched("--json");
  expect([code, err, names(json.to_type)]).toEqual([1, "", ["codex"]]);
  const missing = json.yours.filter((one: { state: string }) => one.state === "error");
  expect(missing.map((one: { name: string; remedy: string }) => [one.name, one.remedy])).toContainEqual([
    "Claude Code",
    "install it (npm install -g @anthropic-ai/claude-code), or name it: --claude <path>",
  ]);
  const { out } = await launched();
  expect(out).toContain("To type in a terminal:\n  Codex is not installed:\n    npm install -g @openai/codex\n");
  expect(out).toContain("Something that a run needs is missing; ");
  expect(existsSync(join(home, "ran"))).toBe(false);
});

describe("files of the person's", () => {
  test("keep everything else, their permissions too", async () => {
    const { project, text, steps } = place();
    const before = '{\n\t"model": "opus",\n\t"env": {"A": "1"},\n\t"n": 1.0\n}\n';
    writeFiles(project, { [LOCAL]: before, ".gitignore": "node_modules" });
    chmodSync(join(project, LOCAL), 0o600);
    await steps();
    expect(text(".gitignore")).toBe("node_modules\n.task/\n");
    expect(text(LOCAL)).toStartWith(
      '{\n\t"model": "opus",\n\t"env": {\n\t\t"A": "1",\n\t\t"CLAUDE_CODE_ENABLE_TODO_TOOLS": "1"\n\t},\n\t"n": 1.0,\n\t"statusLine": {\n',
    );
    expect(statSync(join(project, LOCAL)).mode & 0o777).toBe(0o600);
  });

  const broken: [string, (path: string) => void, RegExp][] = [
    ["no JSON", (path) => writeFileSync(path, "{,}"), /settings\.local\.json is not valid JSON; it stays as it is$/],
    ["with comments", (path) => writeFileSync(path, "// mine\n{}"), /is not valid JSON/],
    ["a list", (path) => writeFileSync(path, "[]"), /is no JSON object/],
    ["with a name twice", (path) => writeFileSync(path, '{"a": 1, "a": 2}'), /has the name "a" twice/],
    ["a folder", (path) => mkdirSync(path), /is a folder/],
    ["a pipe", (path) => Bun.spawnSync(["mkfifo", path]), /is a pipe/],
    ["no text", (path) => writeFileSync(path, new Uint8Array([0x22, 0xff, 0x22])), /is not valid UTF-8/],
    ["too large", (path) => writeFileSync(path, `{}${" ".repeat(1_000_000)}`), /has 1000002 bytes/],
  ];
  test.each(someOf(broken))("one that is %s is refused with its name and left", async (_, spoil, problem) => {
    const { project, steps } = place();
    const path = join(project, LOCAL);
    mkdirSync(join(project, ".claude"));
    spoil(path);
    const before = lstatSync(path);
    const { json } = await steps();
    expect(names(json.refused)).toEqual(["task_tools", "status_line"]);
    for (const one of json.refused) expect([one.file, one.text]).toEqual([path, expect.stringMatching(problem)]);
    expect([lstatSync(path).mtimeMs, lstatSync(path).ino]).toEqual([before.mtimeMs, before.ino]);
  });

  test("a link is refused, and so is a folder that is one", async () => {
    const { project, steps } = place();
    const elsewhere = tempDir();
    writeFiles(elsewhere, { "a.json": "{}" });
    mkdirSync(join(project, ".claude"));
    symlinkSync(join(elsewhere, "a.json"), join(project, LOCAL));
    symlinkSync(join(elsewhere, "ignore"), join(project, ".gitignore"));
    const { json } = await steps();
    expect(names(json.refused)).toEqual(["gitignore", "task_tools", "status_line"]);
    expect(json.refused[1]!.text).toEndWith("is a symbolic link; it stays as it is");
    expect(readFileSync(join(elsewhere, "a.json"), "utf8")).toBe("{}");

    const other = place();
    symlinkSync(elsewhere, join(other.project, ".claude"));
    const refused = (await other.steps()).json.refused as Told[];
    expect(refused.map(({ step, file }) => [step, file])).toEqual(
      ["settings", "task_tools", "status_line"].map((step) => [step, join(other.project, ".claude")]),
    );
    expect([existsSync(join(elsewhere, "multi-ai.json")), existsSync(join(elsewhere, "ignore"))]).toEqual([
      false,
      false,
    ]);
  });

  test.each(
    firstOf([
      ["in the home folder", "home", ".claude/settings.json"],
      ["of the project", "project", ".claude/settings.json"],
      ["of their own there", "project", LOCAL],
    ] as const),
  )("a status line %s stays", async (_, where, path) => {
    const at = place();
    const mine = '{"type": "command", "command": "mine"}';
    const own = `{"statusLine": ${mine}}`;
    writeFiles(at[where], { [path]: own });
    const { json } = await at.steps();
    const told = (step: string) => json.done.find((one: Told) => one.step === step)?.text;
    const file = join(at[where], path);
    expect(told("status_line")).toBe(`your own status line stays (${file})`);
    const local = existsSync(join(at.project, LOCAL)) ? at.json(LOCAL) : {};
    const stays = path === LOCAL ? "mine" : undefined;
    expect(local.statusLine?.command).toBe(stays);
  });

  test("task tools that were switched off stay off", async () => {
    const { project, steps, json } = place();
    writeFiles(project, { [LOCAL]: '{"env": {"CLAUDE_CODE_ENABLE_TODO_TOOLS": "0"}}' });
    await steps();
    expect(json(LOCAL)).toEqual({
      env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: "0" },
      statusLine: STATUS_LINE,
      subagentStatusLine: AGENT_LINES,
    });
  });

  test("what git ignores is not ignored twice, by whichever file", async () => {
    const { project, steps } = place();
    appendFileSync(join(project, ".git/info/exclude"), ".task\n");
    const { json } = await steps();
    expect([names(json.done)[0], existsSync(join(project, ".gitignore"))]).toEqual(["gitignore", false]);
  });

  test("outside of a repository there is nothing to ignore, and a home folder is no project", async () => {
    const { home, env, steps: inProject } = place({ project: tempDir() });
    expect(names((await inProject(false)).json.not_here)).toEqual(["gitignore", "permissions", "codex"]);
    const { json } = await steps(home, env);
    expect(names(json.done)).toEqual(["link", "completion"]);
    expect(existsSync(join(home, ".claude"))).toBe(false);
  });
});

describe("rules for test commands", () => {
  test("are of those alone that the person has approved in the settings, word for word", async () => {
    const at = place();
    const commands = ["npm test", "npm run 'a b'", "make *", "a && b", "go test ./..."];
    writeFiles(at.project, {
      ".claude/multi-ai.json": JSON.stringify({ tests: { commands } }),
      [LOCAL]: '{"permissions": {"allow": ["Read"]}}',
    });
    expect(names((await at.steps()).json.not_here)).toContain("permissions");
    await atTerminal([process.execPath, PROGRAM, "trust", "all"], at.project, at.env);
    await at.steps();
    expect(at.json(LOCAL).permissions).toEqual({ allow: ["Read", "Bash(npm test)", "Bash(go test ./...)"] });
    expect(names((await at.steps()).json.done)).toContain("permissions");
    expect(at.json(LOCAL).permissions.allow.length).toBe(3);
  });

  test("are of those that the person approved in the last run, unless that came with the project", async () => {
    const made = await makeRun({
      settings: { tests: { run: true, commands: [], timeout_minutes: 1 } },
      answers: { story: { option: "approve", text: null } },
      worker: (brief) =>
        brief.writes.endsWith("user-story.json") ? { ...STORY, test_commands: ["bun test", "rm *"] } : undefined,
      until: (run) => run.tests.decided.length > 0,
    });
    apply(made.project, { do: "cancel", reason: "cancelled by the person" });
    // As the host's session does that is told of the end.
    rmSync(join(made.project.task, "live"), { force: true });
    const { env } = place();
    const copy = join(tempDir(), "copy");
    cpSync(made.root, copy, { recursive: true });
    expect(names((await steps(copy, env)).json.not_here)).toContain("permissions");
    await steps(made.root, env);
    const { permissions } = JSON.parse(readFileSync(join(made.root, LOCAL), "utf8"));
    expect(permissions).toEqual({ allow: ["Bash(bun test)"] });
  });
});

describe("while a run is live", () => {
  test("nothing of the project and of the host's settings is changed, and it is said why", async () => {
    const made = await STATES["story question open"]();
    const { home, project, steps } = place({ project: made.root });
    const looked = await steps(false);
    expect(names(looked.json.refused)).toEqual(["settings", "task_tools", "status_line"]);
    const { json } = await steps();
    const held = json.refused.filter((one: Told) => one.text.includes("are not changed while a run is live"));
    expect(names(held)).toEqual(["settings", "task_tools", "status_line"]);
    expect(held[0]!.text).toStartWith(`run ${made.run.run} is live: Claude Code's settings, and files of the project,`);
    expect([existsSync(join(project, ".claude")), existsSync(join(project, ".gitignore"))]).toEqual([false, false]);
    expect(existsSync(join(home, ".local/bin/multi-ai"))).toBe(true);
  });

  test("one that cannot be read counts as live", async () => {
    const made = await STATES.complete();
    writeFileSync(join(made.project.task, "events.jsonl"), "{}\n");
    const { project, steps } = place({ project: made.root });
    const { json } = await steps();
    expect(json.refused.length).toBeGreaterThan(1);
    expect(existsSync(join(project, ".claude"))).toBe(false);
  });

  inFull("also one that was started while the person thought", async () => {
    const at = place();
    const { result } = await at.answer((question) => {
      if (!/task list/.test(question ?? "")) return "";
      // What a start writes first.
      mkdirSync(join(at.project, ".task"));
      writeFileSync(join(at.project, ".task/live"), "r1\n");
      return "y";
    });
    expect(result.out).toContain("are not changed while a run is live");
    expect(existsSync(join(at.project, LOCAL))).toBe(false);
  });
});

test("below a host it only looks, also with names", async () => {
  const { project } = place();
  const below = (...words: string[]) => cliUnder(["env", "TESTED_BY_MULTI_AI=1"], project, ["setup", ...words]);
  const says =
    "Nothing was changed: a person does this by typing /multi-ai:setup in Claude Code, or multi-ai setup in a terminal of their own.";
  expect((await below("--yes")).out).toContain(says);
  const named = await below("gitignore");
  expect([named.code, named.err]).toEqual([1, `${says}\n`]);
  expect(existsSync(join(project, ".gitignore"))).toBe(false);
});

test("the schema beside the settings is the project's, and is kept up to date; another file there stays", async () => {
  const { project, steps, text } = place();
  const [file, copy] = [".claude/multi-ai.json", ".claude/multi-ai.schema.json"];
  const settings = (schema: string): string => `{\n  "auto": true,\n  "$schema": "${schema}"\n}\n`;
  writeFiles(project, { [file]: settings("./multi-ai.schema.json") });
  await steps();
  expect(text(file)).toBe(settings("./multi-ai.schema.json"));
  const schema = text(copy);
  writeFiles(project, { [copy]: schema.replace('"auto"', '"older"') });
  expect(names((await steps(false)).json.offered)).toEqual(["settings"]);
  await steps();
  expect(text(copy)).toBe(schema);
  writeFiles(project, { [copy]: "{}" });
  expect(names((await steps()).json.refused)).toEqual(["settings"]);
  expect(text(copy)).toBe("{}");
  // So does a settings file that cannot be read.
  writeFiles(project, { [file]: '{"auto": tr', [copy]: schema });
  expect((await steps()).json.refused).toMatchObject([
    { step: "settings", text: expect.stringContaining("cannot be read: ") },
  ]);
  // A schema that the person names is theirs.
  writeFiles(project, { [file]: settings("./mine.json") });
  expect(names((await steps()).json.refused)).toEqual([]);
});

describe("the link", () => {
  test("is made by --program wherever it is typed, with the folder, and it is said how it gets on PATH", async () => {
    const { project, env } = place();
    const HOME = tempDir();
    const program = (more = {}) => blindly(project, ["setup", "--program", "--json"], { ...env, HOME, ...more });
    const file = join(HOME, ".local/bin/multi-ai");
    const made = await program({ TESTED_BY_MULTI_AI: "1" });
    expect([made.code, made.json]).toEqual([0, { file, on_path: false, line: expect.stringContaining("~/.bashrc") }]);
    expect(readlinkSync(file)).toBe(join(ROOT, "bin/multi-ai"));
    const again = await program({ PATH: `${env.PATH}:${join(file, "..")}` });
    expect([again.code, again.json]).toEqual([0, { file, on_path: true }]);
    rmSync(file);
    writeFileSync(file, "mine");
    expect([(await program()).code, readFileSync(file, "utf8")]).toEqual([1, "mine"]);
    expect(existsSync(join(project, ".claude"))).toBe(false);
  });

  test("to an older program is replaced, what is something else stays", async () => {
    const { home, steps } = place();
    const path = join(home, ".local/bin/multi-ai");
    symlinkSync("/nowhere/plugins/cache/multi-ai/multi-ai/0.1.0/bin/multi-ai", path);
    await steps();
    expect(readlinkSync(path)).toBe(join(ROOT, "bin/multi-ai"));
    const other = place();
    writeFileSync(join(other.home, ".local/bin/multi-ai"), "mine");
    const { json } = await other.steps();
    expect(names(json.refused)).toEqual(["link"]);
    expect(readFileSync(join(other.home, ".local/bin/multi-ai"), "utf8")).toBe("mine");
  });

  inFull("is offered where its folder is on PATH alone", async () => {
    const { home, project, env } = place();
    const elsewhere = {
      ...env,
      PATH: `${tempDir()}:${env.PATH.replace(/^[^:]*:/, "")}:${join(process.execPath, "..")}`,
    };
    const { json } = await steps(project, elsewhere);
    expect(names(json.not_here)).toContain("link");
    expect(existsSync(join(home, ".local/bin/multi-ai"))).toBe(false);
  });
});

describe("completion", () => {
  const shown = Object.keys(VERBS).filter((name) => !VERBS[name]!.hidden);

  test.each(firstOf(["bash", "zsh", "fish"]))(
    "of %s has each verb and its options, and nothing that is hidden",
    async (shell) => {
      const { code, out } = await blindly(tempDir(), ["setup", "--completion", shell]);
      expect(code).toBe(0);
      for (const name of shown) expect([name, new RegExp(`[ ';(]${name}[ :)'\n]`).test(out)]).toEqual([name, true]);
      const option = shell === "fish" ? "-l completion" : "--completion";
      expect([out.includes(option), / check\b[ :)]/.test(out.replace(/^#.*$/gm, ""))]).toEqual([true, false]);
    },
  );

  test("bash completes a verb, then its options, and is not led astray by an unknown one", async () => {
    const { out } = await blindly(tempDir(), ["setup", "--completion", "bash"]);
    const complete = (...words: string[]): string => {
      const run = `${out}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _multi_ai; echo "\${COMPREPLY[*]}"`;
      return Bun.spawnSync(["bash", "-c", run, "bash", "multi-ai", ...words])
        .stdout.toString()
        .trim();
    };
    expect(complete("expl")).toBe("explain");
    expect(complete("setup", "--y")).toBe("--yes");
    expect(complete("nope", "--")).toBe("");
  });

  test("an unknown shell is wrong usage", async () => {
    const { code, err } = await blindly(tempDir(), ["setup", "--completion", "toString"]);
    expect([code, err]).toEqual([2, expect.stringContaining('found "toString", expected one of bash, zsh, fish')]);
  });

  test("a file of somebody else's stays, an older one of ours is renewed", async () => {
    const { home, steps } = place();
    const path = join(home, ".local/share/bash-completion/completions/multi-ai");
    writeFiles(join(path, ".."), { "multi-ai": "# mine\n" });
    expect(names((await steps()).json.refused)).toEqual(["completion"]);
    writeFileSync(path, "# Made by multi-ai setup --completion bash\nold\n");
    await steps();
    expect(readFileSync(path, "utf8")).toBe((await blindly(home, ["setup", "--completion", "bash"])).out);
  });
});
