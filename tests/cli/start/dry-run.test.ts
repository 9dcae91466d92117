// Runs: in full too.
// Not in npm test: ^the real Claude Code|a Codex that is an agent|: exit 1$|there is none: ..bounds
// Not in npm test: ^what costs.*(?:no repository|would commit)
// Not in npm test: ^settings that would|^what the host.s settings
// Not in npm test: (?:hooks that are silenced|which external model can be asked is said)
// Not in npm test: a Claude Code among installed packages
import { afterEach, describe, expect, test } from "bun:test";
import { appendFileSync, chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isTrusted, pluginIsInstalled } from "../../../src/host/program.ts";
import { findProject } from "../../../src/project/project.ts";
import { bunFound, settingsFound } from "../../../src/run/checkup/index.ts";
import { hostsOf, runHost } from "../../harness/host.ts";
import { someOf } from "../../harness/in-full.ts";
import { startModel } from "../../harness/model.ts";
import { modelServer } from "../../harness/model-server.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import { claudePath, SYSTEM_PATH } from "../../harness/sandbox.ts";
import { cli, PROGRAM } from "../cli.ts";
import { makeRun } from "../made/make-run.ts";

afterEach(cleanup);

interface Finding {
  name: string;
  state: string;
  found: string;
  remedy: string | null;
  facts?: object;
}

/** A folder with Bun, git and the programs given as scripts: all that PATH holds. */
function programs(scripts: Record<string, string> = {}): string {
  const folder = tempDir();
  symlinkSync(process.execPath, join(folder, "bun"));
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return `${folder}:${SYSTEM_PATH}`;
}

const CLAUDE = `case "$*" in
  --version) echo "2.1.328 (Claude Code)" ;;
  *"plugin details"*) echo "  Agents (6)  planner"; echo "  Hooks (11)  Stop" ;;
esac`;

async function dryRun(
  project: string,
  {
    scripts = { claude: CLAUDE } as Record<string, string>,
    env = {} as Record<string, string>,
    args = [] as string[],
  } = {},
) {
  const all = { PATH: programs(scripts), HOME: tempDir(), ...env };
  const { code, json } = await cli(project, ["dry-run", "--json", ...args], all);
  const findings: Finding[] = json.findings;
  return { code, findings, of: (name: string) => findings.find((one) => one.name === name)! };
}

test("with everything in place there is no error, and what is missing has a remedy", async () => {
  const { code, findings, of } = await dryRun(makeProject());
  expect([code, findings.filter((one) => one.state === "error")]).toEqual([0, []]);
  expect(findings.map((one) => one.name)).toEqual([
    ...["Bun", "Claude Code", "Plugin", "Fence", "Codex", "Other models"],
    ...["git", "Ignored", "Settings", "Cost"],
    "Journal",
  ]);
  expect(of("Codex")).toMatchObject({
    state: "warning",
    remedy: expect.stringContaining("npm install -g @openai/codex"),
  });
  expect(of("Fence").found).toContain(
    of("Fence").state === "ok"
      ? "run in Claude Code's sandbox"
      : `without a sandbox (fence)${process.platform === "linux" ? ", and no script of a reviewer runs" : ""}: `,
  );
  expect(of("Cost").found).toBe("At 30.0 M tokens you are asked whether to continue");
  for (const one of findings)
    expect([one.name, one.state === "ok"]).toEqual([one.name, one.remedy === null]);
});

test("which external model can be asked is said without a request, and no key is shown", async () => {
  const server = modelServer(() => ({ text: "asked" }));
  const providers = {
    openai: { base_url: `${server.url}/v1`, model: "gpt-mine" },
    gateway: { base_url: `${server.url}/gateway`, key_env: "GATEWAY_KEY" },
    lost: { model: "x" },
  };
  const project = makeProject();
  writeFiles(project, { ".claude/multi-ai.json": JSON.stringify({ providers }) });
  const env = {
    OPENAI_API_KEY: "sk-shown-never",
    XAI_API_KEY: "sk-shown-never\n",
    MISTRAL_API_KEY: "sk-shown-never",
  };
  const { findings, of } = await dryRun(project, { env });
  expect(of("OpenAI")).toMatchObject({
    state: "ok",
    found: `key in OPENAI_API_KEY, model gpt-mine, ${server.url}/v1`,
  });
  expect(of("Mistral").found).toContain("key in MISTRAL_API_KEY, model ");
  expect(of("xAI")).toMatchObject({ state: "warning", remedy: "set XAI_API_KEY again" });
  expect(of("gateway")).toMatchObject({
    state: "warning",
    found: "gateway has no key",
    remedy: "set GATEWAY_KEY",
  });
  expect(of("lost")).toMatchObject({ state: "error", found: expect.stringContaining("base_url") });
  for (const name of [
    "Anthropic (set ANTHROPIC_API_KEY)",
    "DeepSeek",
    "Gemini (",
    "Ollama",
    "vLLM",
  ])
    expect(of("Other models").found).toContain(name);
  expect(JSON.stringify(findings)).not.toContain("sk-shown-never");
  expect(server.log).toEqual([]);
});

test("settings that wait for the person's word stop a run: an error, with what to type", async () => {
  const project = makeProject({ files: { ".claude/multi-ai.json": '{"auto": true}' } });
  const env = { PATH: programs({ claude: CLAUDE }), HOME: tempDir() };
  const held = await cli(project, ["dry-run"], env);
  expect(held.out).toMatch(
    /auto: not approved by you for this project, so no run starts\n +→ multi-ai trust shows them whole, with what to type to approve them or to work without them/,
  );
  expect([held.code, held.out]).toEqual([
    1,
    expect.stringMatching(/^A run cannot start\. 1 error,/),
  ]);
  await cli(project, ["trust", "all"], env);
  const after = await cli(project, ["dry-run"], env);
  expect([after.code, after.out]).toEqual([
    0,
    expect.stringContaining("A run can start. 0 errors"),
  ]);
});

test("a Claude Code among installed packages does not count", async () => {
  const bin = join(tempDir(), "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "claude"), `#!/bin/sh\n${CLAUDE}\n`, { mode: 0o755 });
  const { code, of } = await dryRun(makeProject(), { env: { PATH: `${bin}:${programs({})}` } });
  expect([code, of("Claude Code").found]).toEqual([
    1,
    expect.stringContaining("node_modules folder does not count"),
  ]);
});

describe("what stops a run is an error, with exit 1", () => {
  test.each(
    someOf([
      ["no Claude Code", {}, "Claude Code", "not found"],
      [
        "an old Claude Code",
        { claude: 'echo "2.1.327 (Claude Code)"' },
        "Claude Code",
        "older than 2.1.328",
      ],
      [
        "a Claude Code whose version is compared by its numbers",
        { claude: 'echo "2.1.96 (Claude Code)"' },
        "Claude Code",
        "older than 2.1.328",
      ],
      [
        "a Claude Code that does not start",
        { claude: "exit 3" },
        "Claude Code",
        "does not print a version of Claude Code",
      ],
      [
        "a plugin without hooks",
        { claude: CLAUDE.replace("Hooks (11)", "Hooks (0)") },
        "Plugin",
        "hooks for 0 events",
      ],
    ] as [string, Record<string, string>, string, string][]),
  )("%s", async (_case, scripts, name, words) => {
    const { code, of } = await dryRun(makeProject(), { scripts });
    expect(code).toBe(1);
    expect(of(name)).toMatchObject({ state: "error", found: expect.stringContaining(words) });
  });

  test.skipIf(process.getuid?.() === 0)("a project in which no run can be recorded", async () => {
    const project = makeProject();
    chmodSync(project, 0o555);
    const { code, of } = await dryRun(project);
    chmodSync(project, 0o755);
    expect(code).toBe(1);
    expect(of("Record")).toMatchObject({
      state: "error",
      found: `${project} is not writable, and runs are recorded there`,
    });
  });

  test.each([
    [{ bounds: { pn: { minutes: 5 } } }, 'bounds: no agent "pn"; did you mean pm?'],
    [{ models: { planer: "opus" } }, 'models: no agent "planer"; did you mean planner?'],
  ])("settings of an agent that there is none: %j", async (settings, problem) => {
    const project = makeProject({ files: { ".claude/multi-ai.json": JSON.stringify(settings) } });
    const { code, of } = await dryRun(project);
    expect([code, of("Settings").found]).toEqual([1, expect.stringContaining(problem)]);
  });

  test("a folder that is no place for a run, in the words of a start", () => {
    const { stdout, exitCode } = Bun.spawnSync(
      [join(import.meta.dir, "../../../bin/multi-ai"), "dry-run"],
      { cwd: "/" },
    );
    expect(exitCode).toBe(1);
    expect(stdout.toString()).toContain(
      "/ is no project: the whole machine would be copied and reviewed.",
    );
  });

  test("a journal that is broken", async () => {
    const { root: project } = await makeRun();
    appendFileSync(
      join(project, ".task/events.jsonl"),
      '{"seq":999,"at":"x","type":"released","run":"r","prev":"no"}\n',
    );
    const { code, of } = await dryRun(project);
    expect(code).toBe(1);
    expect(of("Journal")).toMatchObject({
      state: "error",
      remedy: expect.stringContaining("resume --from"),
    });
  });

  test("hooks that are silenced", async () => {
    const { code, of } = await dryRun(makeProject(), { env: { MULTI_AI_OFF: "1" } });
    expect(code).toBe(1);
    expect(of("Hooks")).toMatchObject({ state: "error", remedy: "unset MULTI_AI_OFF" });
  });
});

describe("what costs something is a warning, with exit 0", () => {
  test("no repository", async () => {
    const { code, of } = await dryRun(tempDir());
    expect([code, of("git").state]).toEqual([0, "warning"]);
    expect(of("git").found).toContain("runs commit nothing");
  });

  test("a .task/ that git would commit", async () => {
    const project = makeProject();
    writeFiles(project, { ".task/.gitignore": "\n" });
    const { code, of } = await dryRun(project);
    expect([code, of("Ignored").state]).toEqual([0, "warning"]);
  });

  test("a Codex that is not logged in", async () => {
    const codex = `case "$*" in --version) echo codex 0.169.0 ;; *) echo Not logged in; exit 1 ;; esac`;
    const { code, of } = await dryRun(makeProject(), { scripts: { claude: CLAUDE, codex } });
    expect(code).toBe(0);
    expect(of("Codex")).toMatchObject({
      state: "warning",
      remedy: expect.stringContaining("codex login"),
    });
    // A model provider of the person's own needs no login.
    const home = tempDir();
    writeFiles(home, { "config.toml": 'profile = "work"\n' });
    const scripts = { claude: CLAUDE, codex };
    const there = await dryRun(makeProject(), { scripts, env: { CODEX_HOME: home } });
    expect(there.of("Codex")).toMatchObject({ state: "ok", found: "with its own credentials" });
  });
});

describe("who does the work, before a run", () => {
  const models = { implementer: "codex/gpt-6.1-sol", planner: "codex/gpt-6.1-sool" };
  const waits = { models, codex: { model: "gpt-9" } };
  const LOGIN = (login: string) => `case "$*" in
  "login status") ${login} ;;
  "debug models --bundled") echo '{"models":[{"slug":"gpt-6.1-sol"},{"slug":"gpt-6-sol"}]}' ;;
esac`;
  const withSettings = (settings: object) =>
    makeProject({ files: { ".claude/multi-ai.json": JSON.stringify(settings) } });

  test("a Codex that is an agent is named, and is an error where it cannot work", async () => {
    const project = withSettings({ models });
    const named =
      "and is the agent of models.implementer (gpt-6.1-sol), models.planner (gpt-6.1-sool)";
    const there = await dryRun(project, { scripts: { claude: CLAUDE, codex: LOGIN("exit 0") } });
    expect(there.of("Codex")).toMatchObject({ state: "ok", found: `logged in, ${named}` });
    const out = { claude: CLAUDE, codex: LOGIN("echo Not logged in; exit 1") };
    for (const [scripts, problem] of [
      [out, "Codex is not logged in"],
      [{ claude: CLAUDE }, "Codex is not installed"],
    ] as [Record<string, string>, string][])
      expect((await dryRun(project, { scripts })).of("Codex")).toMatchObject({
        state: "error",
        found: `${problem}, ${named}`,
      });
  });

  test("a model that Codex' own list has not is a warning, and is refused by nobody", async () => {
    const scripts = { claude: CLAUDE, codex: LOGIN("exit 0") };
    const { findings } = await dryRun(withSettings(waits), { scripts });
    expect(findings.filter((one) => one.name === "Codex" && one.state === "warning")).toEqual([
      expect.objectContaining({
        found:
          "models.planner: gpt-6.1-sool is not in Codex' list of models (gpt-6.1-sol, gpt-6-sol); did you mean gpt-6.1-sol?",
      }),
      expect.objectContaining({
        found: "codex.model: gpt-9 is not in Codex' list of models (gpt-6.1-sol, gpt-6-sol)",
      }),
    ]);
    // A version without a list, and a model provider of the person's own, say nothing of models.
    const old = { claude: CLAUDE, codex: "exit 0" };
    const home = tempDir();
    writeFiles(home, { "config.toml": 'model_provider = "own"\n' });
    for (const given of [{ scripts: old }, { scripts, env: { CODEX_HOME: home } }]) {
      const { findings: none } = await dryRun(withSettings(waits), given);
      expect(none.filter((one) => one.name === "Codex").map(({ state }) => state)).toEqual(["ok"]);
    }
  });

  test.each([
    ['echo "{\\"loggedIn\\": false}"; exit 1', "error"],
    ['echo "{\\"loggedIn\\": true}"', "ok"],
    ["exit 1", "unknown"],
  ])("whether Claude Code is logged in, as it says itself: %s", async (says, state) => {
    const claude = `[ "$*" = "auth status" ] && { ${says}; exit; }\n${CLAUDE}`;
    const { code, of } = await dryRun(makeProject(), { scripts: { claude } });
    const found = of("Login")?.state ?? "unknown";
    expect([code, found]).toEqual([state === "error" ? 1 : 0, state]);
    if (state === "error") expect(of("Login").remedy).toContain("claude auth login");
  });
});

test.each(hostsOf("new"))("the real Claude Code (%s) loads the plugin", async (version) => {
  const { code, of } = await dryRun(makeProject(), {
    scripts: {},
    args: ["--claude", claudePath(version)],
  });
  const states = ["Plugin", "Claude Code", "Login"].map((name) => of(name).state);
  expect([code, ...states]).toEqual([1, "ok", "ok", "error"]);
});

describe("settings that would do nothing", () => {
  test.each<[string, object, string[]]>([
    [
      "bounds and models of agents that are there",
      { bounds: { pm: {} }, models: { planner: "opus" } },
      ["models: not approved by you for this project, so no run starts"],
    ],
  ])("what would do nothing is told: %s", async (_name, settings, told) => {
    const project = makeProject({ files: { ".claude/multi-ai.json": JSON.stringify(settings) } });
    const env = { HOME: tempDir() };
    const found = await settingsFound({
      project: findProject(project),
      env,
      claude: null,
      start: null,
    });
    expect(found.filter((one) => one.state !== "ok").map((one) => one.found)).toEqual(told);
  });
});

describe("what the host's settings say", () => {
  const home = (settings: object): string => {
    const folder = tempDir();
    writeFiles(folder, { ".claude/settings.json": JSON.stringify(settings) });
    return folder;
  };
  const on = { enabledPlugins: { "multi-ai@market": true } };
  const off = { enabledPlugins: { "multi-ai@market": false } };

  test.each(
    someOf([
      ["nothing", {}, {}, "trusted", "multi-ai@market", false],
      ["installed for the person", on, {}, "trusted", "multi-ai@market", true],
      ["installed for the project", {}, on, "trusted", "multi-ai@market", true],
      ["switched off for the project", on, off, "trusted", "multi-ai@market", false],
      [
        "another plugin",
        { enabledPlugins: { "multi-ai-two@market": true } },
        {},
        "trusted",
        "multi-ai-two@market",
        false,
      ],
      ["switched on by a project that nobody trusts", {}, on, "unknown", "multi-ai@market", false],
      ["switched on by a project, and not installed", {}, on, "trusted", "other@market", false],
      [
        "switched on by a project, installed by that name from elsewhere",
        {},
        on,
        "trusted",
        "multi-ai@other",
        false,
      ],
      ["switched off by a project that nobody trusts", on, off, "unknown", "multi-ai@market", true],
    ]),
  )("%s: whether the plugin is installed", (_case, person, project, trust, plugin, installed) => {
    const [HOME, root] = [home(person), home(project)];
    writeFiles(HOME, {
      ".claude/plugins/installed_plugins.json": JSON.stringify({
        version: 2,
        plugins: { [plugin]: [{}] },
      }),
      ".claude.json": JSON.stringify({
        projects: { [root]: { hasTrustDialogAccepted: trust === "trusted" } },
      }),
    });
    expect(pluginIsInstalled({ HOME }, root)).toBe(installed);
  });

  test("a folder around the project that the person trusts, and nothing else, has the project trusted", () => {
    const HOME = home({});
    const known = { [tempDir()]: true, "/nowhere": true };
    const trusts = (folders: Record<string, boolean>) =>
      writeFiles(HOME, {
        ".claude.json": JSON.stringify({
          projects: Object.fromEntries(
            Object.entries({ ...known, ...folders }).map(([at, is]) => [
              at,
              { hasTrustDialogAccepted: is },
            ]),
          ),
        }),
      });
    const root = makeProject();
    expect(isTrusted({ HOME }, root)).toBe(false);
    trusts({});
    expect(isTrusted({ HOME }, root)).toBe(false);
    trusts({ [join(root, "..")]: true });
    expect([
      isTrusted({ HOME }, root),
      isTrusted({ HOME: "/x", CLAUDE_CONFIG_DIR: HOME }, root),
    ]).toEqual([true, true]);
    trusts({ [root]: false });
    expect(isTrusted({ HOME }, root)).toBe(false);
  });

  test.each([
    ["1.2.23", "error", "older than 1.3.0"],
    ["1.3.0-canary.1", "error", "older than 1.3.0"],
    ["1.3.0", "ok", "1.3.0"],
    ["1.10.0", "ok", "1.10.0"],
    ["1.4.4", "ok", "1.4.4"],
  ])("Bun %s: %s", (version, state, found) => {
    expect(bunFound(version)).toMatchObject({ state, found: expect.stringContaining(found) });
  });
});

test.each(hostsOf("new"))(
  "inside of the real Claude Code (%s), which is not on PATH, it is not said to be missing",
  async (version) => {
    const bare = { PATH: programs({}), CODEX_HOME: tempDir() };
    const command = `PATH=${bare.PATH} bun '${PROGRAM}' dry-run --json`;
    const call = { name: "Bash", input: { command, description: "Look", timeout: 600_000 } };
    const model = startModel({
      script: (turn) =>
        turn.turn === 0
          ? { calls: [call] }
          : { text: turn.toolResults.map((one) => one.text).join() },
    });
    const { results } = await runHost({
      version,
      project: makeProject(),
      model,
      prompt: "look",
      permissionMode: "bypassPermissions",
    });
    const said = results.join("\n");
    const { findings } = JSON.parse(said.slice(said.indexOf("{"), said.lastIndexOf("}") + 1)) as {
      findings: Finding[];
    };
    expect(findings.find((one) => one.name === "Claude Code")).toMatchObject({
      state: "warning",
      found: expect.stringContaining("not on PATH"),
    });
  },
);
