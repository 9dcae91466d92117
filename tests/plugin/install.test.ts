// Runs: in full only.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { firstOf } from "../harness/in-full.ts";
import { git } from "../harness/project.ts";
import { hosts } from "./hosts.ts";
import { copyPlugin, repository, run, tempFolder, write } from "./temp-plugin.ts";

// npm downloads Bun, about 40 MB, unless it has it.

const temp = tempFolder("plain");
afterAll(temp.remove);

/**
 * A clone of this repository with stand-ins for what is built; each host has one, as an update
 * changes it.
 */
function cloned(to: string): string {
  const left = new Set(["node_modules", ".git", ".task"]);
  cpSync(repository, to, { recursive: true, filter: (path) => !left.has(basename(path)) });
  for (const path of ["src/hook.ts", "src/orchestrator.ts"])
    cpSync(join(standIns, path), join(to, path));
  git(to, "init", "-q");
  commit(to);
  return to;
}
/** Commits all that is there. */
function commit(clone: string): void {
  git(clone, "add", "-A");
  git(
    clone,
    "-c",
    "user.name=a",
    "-c",
    "user.email=a@example.invalid",
    "commit",
    "-q",
    "-m",
    "next",
  );
}
const standIns = copyPlugin(temp.path);

/** A PATH with npm, and without Bun. */
const tools = join(temp.path, "tools");
mkdirSync(tools);
for (const name of ["sh", "env", "node", "npm", "git", "readlink", "sed"])
  symlinkSync(Bun.which(name)!, join(tools, name));

/** The user's way to the registry, which an empty home folder would hide. */
const registry = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    /^(npm_config_|SSL_CERT_|NODE_EXTRA_CA|(https?|no)_proxy$)/i.test(name),
  ),
) as Record<string, string>;

describe.each(firstOf(hosts))("installed by Claude Code %s", (version, claude) => {
  const home = join(temp.path, `home of ${version}`);
  mkdirSync(home);
  const clone = cloned(join(home, "clone"));
  const env = {
    npm_config_userconfig: join(homedir(), ".npmrc"),
    npm_config_cache: join(homedir(), ".npm"),
    ...registry,
    PATH: tools,
    HOME: home,
    DISABLE_AUTOUPDATER: "1",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  };
  const plugin = (...args: string[]) => run([claude, "plugin", ...args], { cwd: home, env });
  /** The host's copy of the clone's newest commit. */
  const copyOf = () =>
    join(
      home,
      ".claude/plugins/cache/multi-ai/multi-ai",
      git(clone, "rev-parse", "HEAD").slice(0, 12),
    );

  beforeAll(() => {
    expect(plugin("marketplace", "add", clone)).toMatchObject({ code: 0 });
    expect(plugin("install", "multi-ai@multi-ai")).toMatchObject({ code: 0 });
  });

  test("the host copies the plugin and installs the root package alone", async () => {
    const root = copyOf();
    const missing = readdirSync(clone).filter(
      (name) => name !== ".git" && !existsSync(join(root, name)),
    );
    expect(missing).toEqual([]);
    const packages = readdirSync(join(root, "node_modules")).filter(
      (name) => !name.startsWith("."),
    );
    expect(packages.sort()).toEqual([
      "@ai-sdk",
      "@oven",
      "@standard-schema",
      "@workflow",
      "@xmldom",
      "bun",
      "diff",
      "eventsource-parser",
      "json-schema",
      "jsonc-parser",
      "picocolors",
      "zod",
    ]);
    expect(existsSync(join(root, "tests/node_modules"))).toBe(false);
  });

  test("the launcher and the guard run on the copy's own Bun", async () => {
    const root = copyOf();
    const project = join(home, "project");
    mkdirSync(join(project, ".task"), { recursive: true });
    writeFileSync(join(project, ".task/live"), "");
    const own = { PATH: tools, HOME: home, CLAUDE_PROJECT_DIR: project };
    const launched = run([join(root, "bin/multi-ai"), "phase"], { cwd: project, env: own }).json();
    const guard = [
      "sh",
      "-c",
      '. "$0"',
      join(root, "hooks/guard.sh"),
      "live",
      "policy",
      "PreToolUse",
    ];
    const guarded = run(guard, { cwd: project, env: own }).json();
    for (const { bun } of [launched, guarded])
      expect(bun).toStartWith(join(realpathSync(root), "node_modules/@oven/bun-"));
    expect(launched).toMatchObject({ args: ["phase"], cwd: project });
  });

  test("where there is no npm its packages are missing, which a session is told, and one typed line brings them", async () => {
    const root = copyOf();
    const kept = join(home, "kept");
    renameSync(join(root, "node_modules"), kept);
    const bare = join(home, "bare");
    mkdirSync(bare);
    for (const name of ["sh", "env", "git", "readlink", "sed"])
      symlinkSync(Bun.which(name)!, join(bare, name));
    symlinkSync(process.execPath, join(bare, "bun"));
    const project = join(home, "another project");
    mkdirSync(project);
    const own = {
      ...registry,
      npm_config_userconfig: env.npm_config_userconfig,
      PATH: bare,
      HOME: home,
    };
    const guard = [
      "sh",
      "-c",
      '. "$0"',
      join(root, "hooks/guard.sh"),
      "events.jsonl",
      "step",
      "SessionStart",
    ];
    const told = run(guard, { cwd: project, env: { ...own, CLAUDE_PROJECT_DIR: project } }).json();
    expect(told.systemMessage).toContain("Type /multi-ai:setup packages");
    const refused = run([join(root, "bin/multi-ai"), "phase"], { cwd: project, env: own });
    const line = `'${realpathSync(root)}/bin/multi-ai' setup packages`;
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining(`Type: ${line}\n`)]);
    const brought = run(["sh", "-c", line], { cwd: project, env: own });
    expect([brought.code, brought.stdout]).toEqual([
      0,
      expect.stringContaining("its packages are there now"),
    ]);
    expect(existsSync(join(root, "node_modules/zod/package.json"))).toBe(true);
    expect(run([join(root, "bin/multi-ai"), "phase"], { cwd: project, env: own })).toMatchObject({
      code: 0,
    });
    rmSync(join(root, "node_modules"), { recursive: true });
    renameSync(kept, join(root, "node_modules"));
  });

  test("an update whose npm failed says that it worked; a session is told, and one command brings the packages by the earlier version's Bun", async () => {
    const project = join(home, "a third project");
    mkdirSync(project);
    write(
      join(temp.path, "npm fails/npm"),
      "#!/bin/sh\necho 'npm error network' >&2\nexit 1\n",
      0o755,
    );
    const broken = { ...env, PATH: `${join(temp.path, "npm fails")}:${tools}` };
    write(join(clone, "more.md"), "more");
    commit(clone);
    const later = copyOf();
    const updated = (...args: string[]) =>
      run([claude, "plugin", ...args], { cwd: home, env: broken });
    expect(updated("marketplace", "update", "multi-ai")).toMatchObject({ code: 0 });
    expect(updated("update", "multi-ai@multi-ai")).toMatchObject({ code: 0 });
    expect(existsSync(join(later, "node_modules"))).toBe(false);
    const fire = (event: string, stdin: object) =>
      run(
        [
          "sh",
          "-c",
          '. "$0"',
          join(later, "hooks/guard.sh"),
          event === "SessionStart" ? "events.jsonl" : "-",
          "step",
          event,
        ],
        {
          cwd: project,
          env: { ...broken, CLAUDE_PROJECT_DIR: project },
          stdin: JSON.stringify(stdin),
        },
      );
    expect(fire("SessionStart", { source: "startup" }).json().systemMessage).toContain(
      "Type /multi-ai:setup packages",
    );
    const { reason } = fire("UserPromptExpansion", {
      command_name: "multi-ai:setup",
      command_args: "packages",
    }).json();
    expect(reason).toMatch(/packages installed[\s\S]*its packages are there now/);
    expect(fire("SessionStart", { source: "startup" })).toMatchObject({ code: 0, stdout: "" });
    expect(
      run([join(later, "bin/multi-ai"), "phase"], { cwd: project, env: broken }),
    ).toMatchObject({ code: 0 });
  });

  // With both manifests in the folder the host checks the marketplace's alone: the plugin's are
  // named too.
  const checks = ["", "plugin.json", ".claude-plugin/plugin.json"].map(
    (file): [string, string[]] => [file, []],
  );
  test.each([...checks, ["", ["--profile", "directory"]]] as typeof checks)(
    "validate DIR/%s warns of nothing but the missing version and an event that the host does not know yet, options %j",
    (file, options) => {
      const answer = plugin("validate", "--json", ...options, join(clone, file));
      expect(answer).toMatchObject({ code: 0, stderr: "" });
      const { manifest, contents, directory, advice } = answer.json();
      const told = [manifest, ...contents].flatMap((one) => [...one.errors, ...one.warnings]);
      const versions = told.filter(({ message }) => message.startsWith("No version specified"));
      const events = told.filter(({ message }) =>
        message.startsWith("hooks.PreSkillShellCommand: unknown hook event"),
      );
      expect(versions.length).toBeGreaterThan(0);
      // The event before a shell line of a skill came with 2.1.332.
      if (version === hosts[0]![0]) expect(events).toEqual([]);
      expect(told.filter((one) => ![...versions, ...events].includes(one))).toEqual([]);
      expect([advice, directory?.findings ?? [], directory?.undecided ?? []]).toEqual([[], [], []]);
    },
  );
});
