import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { alive, startTime } from "../../../../src/process/identity.ts";
import { findProject } from "../../../../src/project/project.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../../src/settings.ts";
import { getObject, putObject } from "../../../../src/store/objects.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { namedCommands, notRunNotes } from "../../../../src/workflows/team/checks/commands.ts";
import { baseline, preReview } from "../../../../src/workflows/team/checks/looks.ts";
import { cleanup, type Files, makeProject, tempDir, writeFiles } from "../../../harness/project.ts";
import { Team } from "../given.ts";

afterEach(cleanup);

type Named = Parameters<typeof namedCommands>[1];

/** `name: command (who named it)`. */
const found = (files: Files, settings: Named = {}): string[] =>
  namedCommands(makeProject({ files, git: false }), settings).map(
    ({ name, text, from }) => `${name}: ${text} (${from})`,
  );
const pkg = (scripts: unknown, rest: object = {}) => ({
  "package.json": JSON.stringify({ scripts, ...rest }),
});
const ALL = { lint: "eslint .", typecheck: "tsc", test: "bun test" };

describe("what is run", () => {
  test("scripts by their usual names, with the package manager of the lock file", () => {
    expect(found({ ...pkg(ALL), "package-lock.json": "{}" })).toEqual([
      "lint: npm run lint (package.json)",
      "types: npm run typecheck (package.json)",
      "dependencies: npm audit --omit=dev --audit-level=high (lock file)",
    ]);
  });
  test.each<[string, Files, string, string | undefined]>([
    ["pnpm", { "pnpm-lock.yaml": "" }, "pnpm", "pnpm audit --prod --audit-level high"],
    ["yarn", { "yarn.lock": "" }, "yarn", undefined],
    ["bun", { "bun.lock": "" }, "bun", "bun audit --prod --audit-level=high"],
    ["bun's old lock file", { "bun.lockb": "" }, "bun", "bun audit --prod --audit-level=high"],
    ["no lock file", {}, "npm", undefined],
  ])("%s", (_what, lock, manager, dependencies) => {
    const [lint, , audit] = found({ ...pkg(ALL), ...lock });
    expect(lint).toBe(`lint: ${manager} run lint (package.json)`);
    expect(audit).toBe(dependencies && `dependencies: ${dependencies} (lock file)`);
  });
  test("of several lock files the packageManager field chooses, and one without its lock file does not count", () => {
    const both = { "package-lock.json": "{}", "yarn.lock": "" };
    expect(found({ ...pkg(ALL, { packageManager: "yarn@4.1.0" }), ...both })[0]).toStartWith(
      "lint: yarn run lint",
    );
    expect(found({ ...pkg(ALL, { packageManager: "pnpm@9" }), ...both })[0]).toStartWith(
      "lint: npm run lint",
    );
    expect(found({ ...pkg(ALL, { packageManager: 3 }), ...both })[0]).toStartWith(
      "lint: npm run lint",
    );
  });
  test.each(["typecheck", "type-check", "check-types", "tsc"])("types by the script %s", (name) => {
    expect(found(pkg({ [name]: "tsc" }))).toEqual([`types: npm run ${name} (package.json)`]);
  });
  test("settings come first, and false is nothing", () => {
    const set = { lint: "make lint", types: false, dependencies: "./sca.sh" } as const;
    expect(found({ ...pkg(ALL), "package-lock.json": "{}" }, set)).toEqual([
      "lint: make lint (settings)",
      "dependencies: ./sca.sh (settings)",
    ]);
  });
  test.each<[string, Files]>([
    ["no package.json", {}],
    ["an empty script", pkg({ lint: "  " })],
    ["a script that is no text", pkg({ lint: ["a"] })],
    ["scripts that are no object", pkg([])],
    ["a list", { "package.json": "[]" }],
    ["one that is cut off", { "package.json": '{"scripts":{' }],
    ["an empty one", { "package.json": "" }],
    ["a large one", { "package.json": `{"a":"${"x".repeat(1_100_000)}"}` }],
  ])("with %s there is nothing", (_what, files) => expect(found(files)).toEqual([]));
  test("a byte order mark and CRLF are forgiven", () => {
    expect(found({ "package.json": '\uFEFF{\r\n"scripts":{"lint":"x"}}' })).toEqual([
      "lint: npm run lint (package.json)",
    ]);
  });
  test("what nobody runs is a warning, unless the person left it out", () => {
    const told = (commands: object) => {
      const { now } = new Team({
        team: { commands: { types: false, ...commands } } as Settings["team"],
        tests: { ...DEFAULT_SETTINGS.tests, commands: ["true"] },
      });
      return notRunNotes(sceneOf(findProject(makeProject({ files: pkg({}) })), now));
    };
    expect(told({ dependencies: false })).toEqual([
      "Not run by the program: lint (nothing to run was found; set team.commands)",
    ]);
    expect(told({ lint: false, dependencies: false })).toEqual([]);
  });
});

/** Programs of a package manager that do what a script of the test says. */
function fakes(programs: Record<string, string>): string {
  const folder = tempDir("bin-");
  writeFiles(
    folder,
    Object.fromEntries(
      Object.entries(programs).map(([name, body]) => [name, `#!/bin/sh\n${body}\n`]),
    ),
  );
  for (const name of Object.keys(programs)) chmodSync(join(folder, name), 0o755);
  return folder;
}
/** Runs the commands of a project as these settings say, and no tests. */
async function ran(
  root: string,
  commands: Named,
  { minutes = 1, signal = new AbortController().signal, seen = {} as object } = {},
) {
  const { now } = new Team({
    team: { commands } as Settings["team"],
    tests: { run: false, commands: [], timeout_minutes: minutes },
  }).until("Pre-review checks");
  const project = findProject(root);
  const before = now.tasks.find((one) => one.who.program === "baseline")!;
  before.artifact = putObject(project.task, JSON.stringify({ tested: null, ...seen }));
  const scene = sceneOf(project, now);
  const task = now.tasks.find((one) => one.gate === "pre-review")!;
  const check = await preReview(scene, task, signal);
  const of = (name: string) => check.tested?.commands.find((one) => one.name === name);
  return { ...check, of, before: () => baseline(scene, before, signal) };
}
const set = (settings: Named): Named => ({
  ...{ lint: false, types: false, dependencies: false },
  ...settings,
});

describe("running it", () => {
  test("one after the other: states, exits, last lines and the log", async () => {
    const root = makeProject({ files: { "src/a.ts": "", "src/b.ts": "" } });
    const { of, outcome, facts } = await ran(root, {
      lint: "sh -c 'echo 1 >> order; echo fine'",
      types: `sh -c 'echo 2 >> order; echo "src/a.ts(3,5): error TS1"; exit 2'`,
      dependencies: "no-such-program --x",
    });
    expect(of("lint")).toMatchObject({ state: "passed", exit: 0, lines: ["fine"] });
    expect(of("types")).toMatchObject({ state: "failed", exit: 2, told_by: "exit" });
    expect(new TextDecoder().decode(getObject(join(root, ".task"), of("types")!.log!)!)).toContain(
      "error TS1",
    );
    expect(of("dependencies")).toMatchObject({ state: "not_found", exit: null });
    expect(readFileSync(join(root, "order"), "utf8")).toBe("1\n2\n");
    expect([outcome as string, facts.status as string]).toEqual(["fail", "FAIL"]);
    expect(facts.flags).toEqual({ lint_passed: false });
    expect(facts.warnings![0]).toBe(
      "Dependencies: no result: no-such-program --x could not be started",
    );
  });

  test("what it prints is no test's: its exit code alone counts", async () => {
    const root = makeProject();
    const { of, facts } = await ran(root, set({ lint: "sh -c 'echo \"(fail) a rule\"'" }));
    expect(of("lint")).toMatchObject({ state: "passed", told_by: "exit", failed: 0 });
    expect(facts.flags).toEqual({ lint_passed: true });
  });

  test("a script whose tool is missing could not decide; npm itself runs it", async () => {
    const root = makeProject({ files: pkg({ lint: "no-such-linter .", tsc: "exit 3" }) });
    const { of } = await ran(root, {});
    expect(of("lint")).toMatchObject({ state: "not_found", exit: 127, command: "npm run lint" });
    expect(of("types")).toMatchObject({ state: "failed", exit: 3 });
    expect(of("dependencies")).toBeUndefined();
  });

  test("one that does not end is ended with what it started; the next ones run", async () => {
    const root = makeProject();
    const settings = set({ lint: "sh -c 'sleep 600 & echo $! > pid; wait'", types: "touch typed" });
    const { of, outcome } = await ran(root, settings, { minutes: 0.005 });
    expect(of("lint")).toMatchObject({ state: "timeout", exit: null });
    const pid = Number(readFileSync(join(root, "pid"), "utf8"));
    expect(alive(pid, startTime(pid) ?? "gone")).toBe(false);
    expect(of("types")!.state).toBe("passed");
    // No pass, and no failure either.
    expect(outcome as string).toBe("warn");
  });

  test("stopped, it runs nothing more", async () => {
    const root = makeProject();
    await ran(root, set({ lint: "touch linted" }), { signal: AbortSignal.abort() });
    expect(existsSync(join(root, "linted"))).toBe(false);
  });

  test("a line of the settings that needs a shell gets one, and an output of 11 MB is bounded", async () => {
    const root = makeProject();
    const line = "yes 0123456789 | head -c 11000000; echo last && false";
    const lint = (await ran(root, set({ lint: line }))).of("lint")!;
    expect(lint).toMatchObject({ state: "failed", exit: 1 });
    expect(lint.lines.at(-1)).toBe("last");
    expect(getObject(join(root, ".task"), lint.log!)!.length).toBeLessThan(1_048_576);
  });

  const audit = async (body: string, env: Record<string, string> = {}) => {
    const root = makeProject({ files: { ...pkg({}), "package-lock.json": "{}" } });
    const before = { ...process.env };
    const PATH = `${fakes({ npm: `echo "$@" > "${root}/asked"; ${body}` })}:${process.env.PATH}`;
    Object.assign(process.env, { PATH, ...env });
    const { of } = await ran(root, {}).finally(() => {
      for (const name of Object.keys(env)) delete process.env[name];
      Object.assign(process.env, before);
    });
    const asked = existsSync(join(root, "asked"))
      ? readFileSync(join(root, "asked"), "utf8").trim()
      : null;
    return [of("dependencies")?.state, asked];
  };
  test.each<[string, string, string]>([
    ["no faults", "echo found 0 vulnerabilities", "passed"],
    ["faults", "echo '1 high severity vulnerability'; exit 1", "failed"],
  ])("an audit with %s", async (_what, body, state) => {
    expect(await audit(body)).toEqual([state, "audit --omit=dev --audit-level=high"]);
  });
  test("offline nothing is asked", async () => {
    expect(await audit("exit 1", { npm_config_offline: "true" })).toEqual([undefined, null]);
  });

  test("what ended so before the build, too, is neither passed nor failed", async () => {
    const root = makeProject();
    writeFiles(root, { "say.sh": "echo src/a.ts; exit 2" });
    const commands = set({ lint: "sh say.sh" });
    const seen = await (await ran(root, commands)).before();
    const again = await ran(root, commands, { seen });
    expect([again.outcome as string, again.facts.flags, again.facts.blockers]).toEqual([
      "warn",
      {},
      [],
    ]);
    expect(again.facts.warnings).toContain("Lint: failing, as before the build: sh say.sh");
    // Another way to fail is new.
    writeFiles(root, { "say.sh": "exit 3" });
    const other = await ran(root, commands, { seen });
    expect([other.outcome as string, other.facts.blockers]).toEqual([
      "fail",
      ["Lint: sh say.sh: exit code 3"],
    ]);
  });
});
