import { afterEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { through } from "../../src/checkup/setup/setup.ts";
import { STEPS } from "../../src/checkup/setup/steps.ts";
import { VERBS } from "../../src/cli/verbs.ts";
import { firstOf, someOf } from "../harness/in-full.ts";
import { OWN_PROGRAMS, putPrograms, systemPrograms } from "../harness/own-programs.ts";
import { cleanup, git, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { blindly, cliUnder, orphan } from "./cli.ts";
import { STATES } from "./make-run.ts";

afterEach(cleanup);

const ROOT = join(import.meta.dir, "../..");
const LOCAL = ".claude/settings.local.json";
const STATUS_LINE = { type: "command", command: expect.stringMatching(/\/multi-ai statusline$/), refreshInterval: 10 };

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
  };
}

/** The steps without the look at all that `dry-run` looks at, which takes seconds. */
const steps = (project: string, env: Record<string, string | undefined>, all = true) =>
  through(STEPS, placeOf(project, env), all);
const placeOf = (project: string, env: Record<string, string | undefined>) => ({
  ...{ project, task: join(project, ".task"), plugin: ROOT, env, claude: null },
});

type Outcome = { step: string; state: string; text: string };
const inState = (state: string, all: Outcome[]): string[] =>
  all.filter((one) => one.state === state).map(({ step }) => step);
const ALL = ["link", "task_tools", "status_line"];

test("bare it lists what it would do, with each file and change, and does nothing", async () => {
  const { home, project, setup } = place();
  const { code, json } = await setup("--json");
  expect([code, inState("offered", json.steps)]).toEqual([0, ALL]);
  expect(json.steps[1]).toEqual({
    ...{ step: "task_tools", state: "offered", text: "Have Claude Code's own task list show the run" },
    change: `${join(project, LOCAL)}: env.CLAUDE_CODE_ENABLE_TODO_TOOLS becomes "1"`,
  });
  const { out } = await setup();
  expect(out).toEndWith(
    "Nothing was changed. multi-ai setup all does all that is offered.\nmulti-ai dry-run shows whether a run can start.\n",
  );
  expect(existsSync(join(project, ".claude"))).toBe(false);
  expect([git(project, "status", "--porcelain"), existsSync(join(home, ".local/bin/multi-ai"))]).toEqual(["", false]);
});

test("all does all of it, and a second time there is nothing to do", async () => {
  const { home, project, text, json, setup } = place();
  const first = await setup("all", "--json");
  expect([first.code, inState("set_up", first.json.steps)]).toEqual([0, ALL]);
  expect(readlinkSync(join(home, ".local/bin/multi-ai"))).toBe(join(ROOT, "bin/multi-ai"));
  expect(json(LOCAL)).toEqual({
    env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: "1" },
    statusLine: { type: "command", command: `${join(home, ".local/bin/multi-ai")} statusline`, refreshInterval: 10 },
  });
  const before = text(LOCAL);
  expect(inState("done", (await setup("all", "--json")).json.steps)).toEqual(ALL);
  expect(text(LOCAL)).toBe(before);
  // The command of the status line is one that the host can start.
  const shown = Bun.spawnSync(["sh", "-c", json(LOCAL).statusLine.command], {
    stdin: Buffer.from(`{"cwd": "${project}"}`),
  });
  expect([shown.exitCode, shown.stdout.toString()]).toEqual([0, ""]);
});

test("names are done without a question, in their order, and nothing else is; one that is none is refused", async () => {
  const { home, json, text, setup } = place();
  const made = await setup("status_line", "link", "--json");
  expect([made.code, inState("set_up", made.json.steps)]).toEqual([0, ["link", "status_line"]]);
  // The link was there before the line that names it.
  expect(json(LOCAL).statusLine.command).toBe(`${join(home, ".local/bin/multi-ai")} statusline`);
  expect(Object.keys(json(LOCAL))).toEqual(["statusLine"]);
  const before = text(LOCAL);
  const again = await setup("status_line");
  expect([again.code, again.out]).toEqual([
    0,
    expect.stringContaining("As it should be:\n  status_line: the status line shows the run"),
  ]);
  expect(text(LOCAL)).toBe(before);
  expect((await setup("lnik")).err).toContain('Nothing was changed: found "lnik", expected all, link');
});

test("on a machine with only Node it says what is missing and how to get it", async () => {
  const node = { node: 'echo "v22.0.0"', npm: OWN_PROGRAMS.npm };
  const { home, project, env } = place({ programs: node, project: tempDir(), system: systemPrograms(["sh"]) });
  rmSync(join(home, ".local/bin/bun"));
  // As it is started there: by its launcher, which finds the Bun that npm has brought with the plugin.
  const { code, out, err } = await orphan([join(ROOT, "bin/multi-ai"), "dry-run"], project, env);
  expect([code, err]).toEqual([1, ""]);
  expect(out).toMatch(/^A run would not work\.[\s\S]*Claude Code\n +not found on PATH[\s\S]*npm install -g @anthropic/);
  expect(out).toContain("Codex is not installed");
});

describe("files of the person's", () => {
  test("keep everything else, their permissions too", async () => {
    const { project, text, steps } = place();
    const before = '{\n\t"model": "opus",\n\t"env": {"A": "1"},\n\t"n": 1.0\n}\n';
    writeFiles(project, { [LOCAL]: before });
    chmodSync(join(project, LOCAL), 0o600);
    steps();
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
    ["read-only", (path) => writeFileSync(path, "{}", { mode: 0o444 }), /may only be read/],
  ];
  test.each(someOf(broken))("one that is %s is refused with its name and left", async (_, spoil, problem) => {
    const { project, steps } = place();
    const path = join(project, LOCAL);
    mkdirSync(join(project, ".claude"));
    spoil(path);
    const before = lstatSync(path);
    const outcomes = steps();
    const refused = outcomes.filter(({ state }) => state === "refused");
    expect(refused.map(({ step }) => step)).toEqual(["task_tools", "status_line"]);
    for (const one of refused) expect(one.text).toStartWith(path);
    for (const one of refused) expect(one.text).toMatch(problem);
    expect([lstatSync(path).mtimeMs, lstatSync(path).ino]).toEqual([before.mtimeMs, before.ino]);
  });

  test("a link is refused, and so is a folder that is one", async () => {
    const { project, steps } = place();
    const elsewhere = tempDir();
    writeFiles(elsewhere, { "a.json": "{}" });
    mkdirSync(join(project, ".claude"));
    symlinkSync(join(elsewhere, "a.json"), join(project, LOCAL));
    const outcomes = steps();
    expect(inState("refused", outcomes)).toEqual(["task_tools", "status_line"]);
    expect(outcomes[1]!.text).toEndWith("is a symbolic link; it stays as it is");
    expect(readFileSync(join(elsewhere, "a.json"), "utf8")).toBe("{}");

    const other = place();
    symlinkSync(elsewhere, join(other.project, ".claude"));
    expect(inState("refused", other.steps())).toEqual(["task_tools", "status_line"]);
    expect(existsSync(join(elsewhere, "settings.local.json"))).toBe(false);
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
    writeFiles(at[where], { [path]: `{"statusLine": ${mine}}` });
    const outcomes = at.steps();
    expect(outcomes.at(-1)!.text).toBe("your own status line stays");
  });

  test("task tools that were switched off stay off", async () => {
    const { project, steps, json } = place();
    writeFiles(project, { [LOCAL]: '{"env": {"CLAUDE_CODE_ENABLE_TODO_TOOLS": "0"}}' });
    steps();
    expect(json(LOCAL)).toEqual({
      env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: "0" },
      statusLine: STATUS_LINE,
    });
  });

  test("a home folder is no project", () => {
    const { home, env } = place({ project: tempDir() });
    expect(inState("set_up", steps(home, env))).toEqual(["link"]);
    expect(existsSync(join(home, ".claude"))).toBe(false);
  });

  test("one that was made meanwhile is not overwritten, and nothing is left beside it", () => {
    const { home, project, env } = place();
    const offers = STEPS.map((step) => step.look(placeOf(project, env)));
    writeFiles(project, { [LOCAL]: "mine" });
    writeFiles(home, { ".local/bin/multi-ai": "mine" });
    for (const offer of offers) expect(() => offer.state === "offered" && offer.apply()).toThrow();
    expect(readFileSync(join(project, LOCAL), "utf8")).toBe("mine");
    expect(readFileSync(join(home, ".local/bin/multi-ai"), "utf8")).toBe("mine");
    expect(readdirSync(join(project, ".claude"))).toEqual(["settings.local.json"]);
    expect(readdirSync(join(home, ".local/bin")).toSorted()).toEqual(["bun", "claude", "multi-ai"]);
  });
});

describe("while a run is live", () => {
  const HELD = ["task_tools", "status_line"];

  test("nothing of the project and of the host's settings is changed, and it is said why", async () => {
    const made = await STATES["story question open"]();
    const { home, project, steps } = place({ project: made.root });
    expect(inState("refused", steps(false))).toEqual(HELD);
    const held = steps().filter(({ state }) => state === "refused");
    expect(held.map(({ step }) => step)).toEqual(HELD);
    expect(held[0]!.text).toBe(
      `run ${made.run.run} is live: Claude Code's settings, and files of the project, are not changed while a run is live`,
    );
    expect(existsSync(join(project, ".claude"))).toBe(false);
    expect(existsSync(join(home, ".local/bin/multi-ai"))).toBe(true);
  });

  test("one that cannot be read counts as live", async () => {
    const made = await STATES.complete();
    writeFileSync(join(made.project.task, "events.jsonl"), "{}\n");
    const { project, steps } = place({ project: made.root });
    expect(inState("refused", steps())).toEqual(HELD);
    expect(existsSync(join(project, ".claude"))).toBe(false);
  });
});

test("below a host it only looks; names but the link are refused", async () => {
  const { project } = place();
  const below = (...words: string[]) => cliUnder(["env", "TESTED_BY_MULTI_AI=1"], project, ["setup", ...words]);
  expect((await below()).out).toContain("Nothing was changed.");
  const named = await below("task_tools");
  expect([named.code, named.err]).toEqual([
    1,
    "Inside Claude Code a person does this by typing /multi-ai:setup; this command is for a terminal of its own.\n",
  ]);
  expect(existsSync(join(project, ".claude"))).toBe(false);
});

describe("the link", () => {
  test("is made wherever it is typed, with the folder, and it is said how it gets on PATH", async () => {
    const { project, env } = place();
    const HOME = tempDir();
    const link = (more = {}) => blindly(project, ["setup", "link"], { ...env, HOME, ...more });
    const file = join(HOME, ".local/bin/multi-ai");
    const made = await link({ TESTED_BY_MULTI_AI: "1" });
    const how = 'put export PATH="$HOME/.local/bin:$PATH" into your shell\'s startup file';
    expect([made.code, made.out.replaceAll(/\s+/g, " ")]).toEqual([0, expect.stringContaining(how)]);
    expect(readlinkSync(file)).toBe(join(ROOT, "bin/multi-ai"));
    const again = await link({ PATH: `${env.PATH}:${join(file, "..")}` });
    expect([again.code, again.out]).toEqual([0, expect.not.stringContaining("startup file")]);
    rmSync(file);
    writeFileSync(file, "mine");
    expect([(await link()).code, readFileSync(file, "utf8")]).toEqual([1, "mine"]);
    expect(existsSync(join(project, ".claude"))).toBe(false);
  });

  test("to an older program is replaced", async () => {
    const { home, steps } = place();
    const path = join(home, ".local/bin/multi-ai");
    symlinkSync("/nowhere/plugins/cache/multi-ai/multi-ai/0.1.0/bin/multi-ai", path);
    steps();
    expect(readlinkSync(path)).toBe(join(ROOT, "bin/multi-ai"));
  });
});

describe("completion", () => {
  const shown = Object.keys(VERBS).filter((name) => !VERBS[name]!.hidden);

  test.each(firstOf(["bash", "zsh", "fish"]))(
    "of %s has each verb and its options, and nothing that is hidden",
    async (shell) => {
      const { code, out } = await blindly(tempDir(), ["completion", shell]);
      expect(code).toBe(0);
      for (const name of shown) expect([name, new RegExp(`[ ';(]${name}[ :)'\n]`).test(out)]).toEqual([name, true]);
      const option = shell === "fish" ? "-l dry-run" : "--dry-run";
      expect([out.includes(option), / check\b[ :)]/.test(out.replace(/^#.*$/gm, ""))]).toEqual([true, false]);
    },
  );

  test("bash completes a verb, then its options, and is not led astray by an unknown one", async () => {
    const { out } = await blindly(tempDir(), ["completion", "bash"]);
    const complete = (...words: string[]): string => {
      const run = `${out}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _multi_ai; echo "\${COMPREPLY[*]}"`;
      return Bun.spawnSync(["bash", "-c", run, "bash", "multi-ai", ...words])
        .stdout.toString()
        .trim();
    };
    expect(complete("expl")).toBe("explain");
    expect(complete("cancel", "--f")).toBe("--force");
    expect(complete("nope", "--")).toBe("");
  });

  test("an unknown shell is wrong usage", async () => {
    const { code, err } = await blindly(tempDir(), ["completion", "toString"]);
    expect([code, err]).toEqual([2, expect.stringContaining('found "toString", expected one of bash, zsh, fish')]);
  });
});
