import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { alive, startTime } from "../../../../src/process/identity.ts";
import { findProject } from "../../../../src/project/project.ts";
import type { Settings } from "../../../../src/settings.ts";
import { getObject, putObject } from "../../../../src/store/objects.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import {
  type PreReviewSettings,
  preReviewCommands,
} from "../../../../src/workflows/team/checks/commands.ts";
import {
  isUndecided,
  partBlockers,
  partWarnings,
  runParts,
} from "../../../../src/workflows/team/checks/parts.ts";
import { cleanup, type Files, makeProject, tempDir, writeFiles } from "../../../harness/project.ts";
import { Team } from "../given.ts";

afterEach(cleanup);

/** `command (who named it)` or `– why`, of each part. */
function found(files: Files, settings: PreReviewSettings = {}): string[] {
  const commands = preReviewCommands(makeProject({ files, git: false }), settings);
  return Object.values(commands).map((one) =>
    one.command === null ? `– ${one.why}` : `${one.command} (${one.from})`,
  );
}
const pkg = (scripts: unknown, rest: object = {}) => ({
  "package.json": JSON.stringify({ scripts, ...rest }),
});
const ALL = { lint: "eslint .", typecheck: "tsc", test: "bun test" };

describe("what is run", () => {
  test("scripts by their usual names, with the package manager of the lock file", () => {
    expect(found({ ...pkg(ALL), "package-lock.json": "{}" })).toEqual([
      "npm run lint (package.json)",
      "npm run typecheck (package.json)",
      "npm run test (package.json)",
      "npm audit --omit=dev --audit-level=high (lock file)",
    ]);
  });
  test.each<[string, Files, string, RegExp]>([
    ["pnpm", { "pnpm-lock.yaml": "" }, "pnpm", /^pnpm audit --prod/],
    [
      "yarn",
      { "yarn.lock": "" },
      "yarn",
      /^– nothing to run was found; set team.commands.dependencies/,
    ],
    ["bun", { "bun.lock": "" }, "bun", /^bun audit --prod/],
    ["bun's old lock file", { "bun.lockb": "" }, "bun", /^bun audit --prod/],
    ["no lock file", {}, "npm", /^– nothing to run was found; set team.commands.dependencies/],
  ])("%s", (_what, lock, manager, dependencies) => {
    const [lint, , , audit] = found({ ...pkg(ALL), ...lock });
    expect(lint).toBe(`${manager} run lint (package.json)`);
    expect(audit).toMatch(dependencies);
  });
  test("of several lock files the packageManager field chooses, and one without its lock file does not count", () => {
    const both = { "package-lock.json": "{}", "yarn.lock": "" };
    expect(found({ ...pkg(ALL, { packageManager: "yarn@4.1.0" }), ...both })[0]).toStartWith(
      "yarn run lint",
    );
    expect(found({ ...pkg(ALL, { packageManager: "pnpm@9" }), ...both })[0]).toStartWith(
      "npm run lint",
    );
    expect(found({ ...pkg(ALL, { packageManager: 3 }), ...both })[0]).toStartWith("npm run lint");
  });
  test.each(["typecheck", "type-check", "check-types", "tsc"])("types by the script %s", (name) => {
    expect(found(pkg({ [name]: "tsc" }))[1]).toBe(`npm run ${name} (package.json)`);
  });
  test("settings come first, and false is nothing", () => {
    const set = {
      lint: "make lint",
      types: false,
      tests: "a && b",
      dependencies: "./sca.sh",
    } as const;
    expect(found({ ...pkg(ALL), "package-lock.json": "{}" }, set)).toEqual([
      "make lint (settings)",
      "– team.commands.types is false",
      "a && b (settings)",
      "./sca.sh (settings)",
    ]);
    expect(found({}, { tests: "go test ./..." })[2]).toBe("go test ./... (settings)");
  });
  test.each<[string, Files, RegExp]>([
    ["no package.json", {}, /^– there is no package.json; set team.commands.tests/],
    [
      "npm's placeholder",
      pkg({ test: 'echo "Error: no test specified" && exit 1' }),
      /^– nothing to run was found; set team.commands.tests/,
    ],
    [
      "an empty script",
      pkg({ test: "  " }),
      /^– nothing to run was found; set team.commands.tests/,
    ],
    [
      "a script that is no text",
      pkg({ test: ["a"] }),
      /^– nothing to run was found; set team.commands.tests/,
    ],
    ["scripts that are no object", pkg([]), /^– package.json: scripts is not an object/],
    ["a list", { "package.json": "[]" }, /^– package.json: expected an object/],
    ["one that is cut off", { "package.json": '{"scripts":{' }, /^– package.json: it is not JSON/],
    ["an empty one", { "package.json": "" }, /^– package.json: it is empty/],
    [
      "a large one",
      { "package.json": `{"a":"${"x".repeat(1_100_000)}"}` },
      /^– package.json: it has \d+ bytes/,
    ],
  ])("with %s there are no tests, and it says why", (_what, files, why) =>
    expect(found(files)[2]).toMatch(why),
  );
  test("a byte order mark and CRLF are forgiven", () => {
    expect(found({ "package.json": '\uFEFF{\r\n"scripts":{"test":"x"}}' })[2]).toBe(
      "npm run test (package.json)",
    );
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
/** Runs the parts of stage 05 in a project as these settings say. */
async function parts(
  root: string,
  commands: PreReviewSettings,
  { minutes = 1, signal = new AbortController().signal } = {},
) {
  const { now } = new Team({
    team: { commands } as Settings["team"],
    tests: { run: true, commands: [], timeout_minutes: minutes },
  });
  return runParts(sceneOf(findProject(root), now), signal);
}
const set = (settings: PreReviewSettings): PreReviewSettings => ({
  ...{ lint: false, types: false, tests: false, dependencies: false },
  ...settings,
});

describe("running it", () => {
  test("one after the other: states, exits, last lines, the log and the files that are named", async () => {
    const root = makeProject({ files: { "src/a.ts": "", "src/b.ts": "" } });
    const record = await parts(root, {
      lint: "sh -c 'echo 1 >> order; echo fine'",
      types: `sh -c 'echo 2 >> order; echo "src/a.ts(3,5): error TS1"; echo "${root}/src/b.ts:1:1" >&2; exit 2'`,
      dependencies: "no-such-program --x",
    });
    expect(record.lint).toMatchObject({ state: "passed", exit: 0, lines: ["fine"], failures: [] });
    expect(record.types).toMatchObject({
      state: "failed",
      exit: 2,
      failures: ["src/a.ts", "src/b.ts"],
    });
    expect(new TextDecoder().decode(getObject(join(root, ".task"), record.types!.log!)!)).toContain(
      "error TS1",
    );
    expect(record.dependencies).toMatchObject({ state: "not_found", exit: null, failures: [] });
    expect(readFileSync(join(root, "order"), "utf8")).toBe("1\n2\n");
    expect(partBlockers(record)[0]).toContain("src/a.ts, src/b.ts");
    expect(partWarnings(record)[0]).toContain("no-such-program");
  });

  test("a script whose tool is missing could not decide; npm itself runs it", async () => {
    const root = makeProject({ files: pkg({ lint: "no-such-linter .", tsc: "exit 3" }) });
    const record = await parts(root, {});
    expect(record.lint).toMatchObject({ state: "not_found", exit: 127, command: "npm run lint" });
    expect(record.types).toMatchObject({ state: "failed", exit: 3 });
    expect(record.dependencies).toBeUndefined();
  });

  test("one that does not end is ended with what it started; the next ones run", async () => {
    const root = makeProject();
    const settings = set({ lint: "sh -c 'sleep 600 & echo $! > pid; wait'", types: "touch typed" });
    const record = await parts(root, settings, { minutes: 0.005 });
    expect(record.lint).toMatchObject({ state: "timeout", exit: null });
    const pid = Number(readFileSync(join(root, "pid"), "utf8"));
    expect(alive(pid, startTime(pid) ?? "gone")).toBe(false);
    expect(record.types!.state).toBe("passed");
  });

  test("stopped, it runs nothing more", async () => {
    const root = makeProject();
    const settings = set({ lint: "touch linted" });
    expect(await parts(root, settings, { signal: AbortSignal.abort() })).toEqual({});
    expect(existsSync(join(root, "linted"))).toBe(false);
  });

  test("a line of the settings that needs a shell gets one, and an output of 11 MB is bounded", async () => {
    const root = makeProject();
    const line = "yes 0123456789 | head -c 11000000; echo last && false";
    const { lint } = await parts(root, set({ lint: line }));
    expect(lint).toMatchObject({ state: "failed", exit: 1 });
    expect(lint!.lines.at(-1)).toBe("last");
    expect(getObject(join(root, ".task"), lint!.log!)!.length).toBeLessThan(1_048_576);
  });

  const audit = async (body: string, env: Record<string, string> = {}) => {
    const root = makeProject({ files: { ...pkg({}), "package-lock.json": "{}" } });
    const before = { ...process.env };
    const PATH = `${fakes({ npm: `echo "$@" > "${root}/asked"; ${body}` })}:${process.env.PATH}`;
    Object.assign(process.env, { PATH, ...env });
    const { dependencies } = await parts(root, {}).finally(() => {
      for (const name of Object.keys(env)) delete process.env[name];
      Object.assign(process.env, before);
    });
    const asked = existsSync(join(root, "asked"))
      ? readFileSync(join(root, "asked"), "utf8").trim()
      : null;
    return { ...dependencies!, asked };
  };
  test.each<[string, string, string]>([
    ["no faults", "echo found 0 vulnerabilities", "passed"],
    ["faults", "echo '# npm audit report'; echo '1 high severity vulnerability'; exit 1", "failed"],
    ["no registry", "echo 'npm error audit endpoint returned an error' >&2; exit 1", "unreachable"],
    [
      "no connection",
      "echo 'npm warn audit request to https://r/ failed, reason: connect ECONNREFUSED 1.2.3.4:9' >&2; exit 1",
      "unreachable",
    ],
    [
      "faults that speak of a registry",
      "echo '# npm audit report'; echo 'npm error ENOTFOUND in title'; exit 1",
      "failed",
    ],
    ["another error", "echo 'npm error code ENOLOCK' >&2; exit 1", "failed"],
    [
      "a title that looks like it",
      "echo 'pkg: audit endpoint returned an error'; exit 1",
      "failed",
    ],
  ])("an audit with %s", async (_what, body, state) => {
    const result = await audit(body);
    expect(result.state as string).toBe(state);
    expect(result.asked).toBe("audit --omit=dev --audit-level=high");
    // Neither passed nor failed: its gate says nothing of it.
    expect(isUndecided(result)).toBe(state === "unreachable");
  });
  test("what was red before the build, too, is neither passed nor failed", async () => {
    const root = makeProject();
    writeFiles(root, { "say.sh": "echo src/a.ts; exit 2" });
    const { now } = new Team({
      team: { commands: set({ lint: "sh say.sh" }) } as Settings["team"],
    }).until("Pre-review checks");
    const scene = sceneOf(findProject(root), now);
    const { signal } = new AbortController();
    const record = JSON.stringify({ parts: await runParts(scene, signal) });
    now.tasks.find((one) => one.who.program === "baseline")!.artifact = putObject(
      join(root, ".task"),
      record,
    );
    const again = await runParts(scene, signal);
    expect([again.lint!.state, isUndecided(again.lint!), partBlockers(again)]).toEqual([
      "unclear",
      true,
      [],
    ]);
    expect(partWarnings(again)).toEqual([
      "Lint: it failed before the build, too, and it is unknown what is new: sh say.sh",
    ]);
    // Another way to fail is new.
    writeFiles(root, { "say.sh": "exit 3" });
    expect((await runParts(scene, signal)).lint!.state).toBe("failed");
  });
  test("offline nothing is asked", async () => {
    expect(await audit("exit 1", { npm_config_offline: "true" })).toMatchObject({
      state: "unreachable",
      asked: null,
    });
  });
});
