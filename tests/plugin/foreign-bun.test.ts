// Guarantee: A stranger's repository does nothing.
// Whose Bun the hook and the launcher start: never one of the project that they are started for,
// nor with its options.
// Runs: in full too, together.
// As on macOS in full: all
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { copyPlugin, putBun, repository, rootHole, run, tempFolder, write } from "./temp-plugin.ts";

const hooks = (await Bun.file(join(repository, "hooks/hooks.json")).json()).hooks as Record<
  string,
  { hooks: { command: string; args: string[] }[] }[]
>;
const temp = tempFolder();
const plain = tempFolder("plain");
afterAll(temp.remove);
afterAll(plain.remove);
const plugin = copyPlugin(temp.path);
const bunFolder = join(temp.path, "programs");
putBun(join(bunFolder, "bun"));

const project = join(temp.path, "clone");
mkdirSync(join(project, ".git"), { recursive: true });
mkdirSync(join(project, "packages/app"), { recursive: true });
write(join(project, ".task/live"), "");
const planted = '#!/bin/sh\necho "the project\'s own"\n';
const PLANTED = ["node_modules/.bin", "packages/app/node_modules/.bin", "tools", ".bun/bin"];
for (const folder of PLANTED) write(join(project, folder, "bun"), planted, 0o755);
symlinkSync(project, join(temp.path, "link"));
write(join(temp.path, "node_modules/.bin/bun"), planted, 0o755);

const system = "/usr/bin:/bin";
const hook = (env: Record<string, string>, start = project) => {
  const [{ command, args }] = hooks.PreToolUse![0]!.hooks as [{ command: string; args: string[] }];
  return run([command, ...args.map((arg) => arg.replace(rootHole, () => plugin))], {
    cwd: start,
    env: { HOME: temp.path, CLAUDE_PROJECT_DIR: start, ...env },
  });
};
const launcher = (env: Record<string, string>, cwd = project) =>
  run([join(plugin, "bin/multi-ai"), "phase"], { cwd, env: { HOME: temp.path, ...env } });

const paths: [string, string][] = [
  ...PLANTED.map((folder): [string, string] => [folder, join(project, folder)]),
  ["through a link", join(temp.path, "link/tools")],
  ["with ..", join(project, "packages/app/../../tools")],
  ["packages above the project", join(temp.path, "node_modules/.bin")],
];

describe("the hook's Bun is never one of the project", () => {
  test.each(paths)("first on PATH: %s", (_, folder) => {
    for (const started of [hook, launcher])
      for (const start of [project, join(project, "packages/app")]) {
        const answer = started({ PATH: `${folder}:${bunFolder}:${system}` }, start);
        expect([answer.stderr, answer.stdout]).toEqual([
          "",
          expect.not.stringContaining("the project's own"),
        ]);
        expect(answer.json().args).toEqual(started === hook ? ["policy"] : ["phase"]);
      }
  });

  test("nor in a folder that a variable of the project names", () => {
    const answer = hook({
      PATH: system,
      HOME: project,
      CLAUDE_PLUGIN_DATA: join(project, "tools"),
      CLAUDE_CONFIG_DIR: project,
    });
    expect(answer.stdout).toContain("Bun was not found");
    expect(answer.stdout).not.toContain("the project's own");
  });

  test("no option of the environment loads code before it", () => {
    // In BUN_OPTIONS a blank ends a path.
    const evil = join(plain.path, "evil.js");
    write(evil, 'console.log("the project\'s own");\n');
    const options = {
      BUN_OPTIONS: `--preload=${evil}`,
      BUN_INSPECT_PRELOAD: evil,
      BUN_INSPECT: "ws://127.0.0.1:0/x",
      BUN_INSPECT_NOTIFY: `unix://${join(plain.path, "none")}`,
    };
    for (const started of [hook, launcher]) {
      const answer = started({ PATH: `${bunFolder}:${system}`, ...options });
      expect(answer.stdout).not.toContain("the project's own");
      expect(answer.json().args).toHaveLength(1);
    }
    for (const name of ["BUN_OPTIONS", "BUN_INSPECT_PRELOAD"] as const) {
      const env = { [name]: options[name] };
      const bare = run([process.execPath, join(plugin, "src/hook.ts")], { cwd: temp.path, env });
      expect(bare.stdout).toContain("the project's own");
    }
  });

  test("nor does it run what a cache holds in the place of its source, as agents' commands write there", () => {
    const large = join(plugin, "src/large.ts");
    write(large, `console.log("from its source");\n${"// not read\n".repeat(10_000)}`);
    const home = join(temp.path, "own-home");
    const cache = join(home, ".bun/install/cache/@t@");
    const calls = (before: string) =>
      run(["sh", "-c", `${before} exec "$0" src/large.ts`, process.execPath], {
        cwd: plugin,
        env: { HOME: home, PATH: system, BUN_RUNTIME_TRANSPILER_CACHE_PATH: cache },
      });
    expect(calls(". hooks/find-bun.sh; shed_options;").stdout).toBe("from its source\n");
    expect(existsSync(cache)).toBe(false);
    expect(calls("").stdout).toBe("from its source\n");
    expect(existsSync(cache)).toBe(true);
  });

  // Where sh is bash, as on macOS, it takes functions from the environment, and prefers them to
  // most builtins.
  test.skipIf(Bun.which("bash") === null)(
    "no function of the environment stands in for a builtin of the guard",
    () => {
      const bash = join(temp.path, "bash/sh");
      mkdirSync(join(bash, ".."), { recursive: true });
      symlinkSync(Bun.which("bash")!, bash);
      const names = ["test", "cd", "pwd", "read", "printf", "echo", "command"];
      const functions = Object.fromEntries(
        names.map((name) => [
          `BASH_FUNC_${name}%%`,
          '() { builtin echo "the project\'s own"; return 1; }',
        ]),
      );
      expect(run([bash, "-c", "test x"], { cwd: temp.path, env: functions }).stdout).toContain(
        "the project's own",
      );
      const handlers = Object.values(hooks).flatMap((all) => all.flatMap((one) => one.hooks));
      expect(handlers.length).toBeGreaterThan(10);
      for (const { args } of handlers) {
        const line = args.map((arg) => arg.replace(rootHole, () => plugin));
        const env = {
          HOME: temp.path,
          CLAUDE_PROJECT_DIR: project,
          PATH: `${bunFolder}:${system}`,
          ...functions,
        };
        const answer = run([bash, ...line], { cwd: project, env });
        expect(answer.stdout).not.toContain("the project's own");
        if (line[3] === "policy") expect(answer.json().args).toEqual(["policy"]);
      }
    },
  );

  test("the shell that reads the guard is the system's, whatever is first on PATH", () => {
    write(join(project, "tools/sh"), planted, 0o755);
    expect(hook({ PATH: `${join(project, "tools")}:${bunFolder}:${system}` }).json().args).toEqual([
      "policy",
    ]);
    for (const handlers of Object.values(hooks).flat())
      for (const { command } of handlers.hooks) expect(command).toBe("/bin/sh");
  });
});
