// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { needing } from "../harness/needs.ts";
import { OWN_PROGRAMS, putPrograms, systemPrograms } from "../harness/own-programs.ts";
import {
  cleanup,
  DEFAULT_FILES,
  type Files,
  git,
  makeProject,
  tempDir,
  writeFiles,
} from "../harness/project.ts";
import { blindly, cli, orphan } from "./cli.ts";
import { inProcess, terminalContext } from "./in-process.ts";

afterEach(cleanup);

const ROOT = join(import.meta.dir, "../..");

const launched = (home: string, ...args: string[]): string =>
  Bun.spawnSync([join(ROOT, "bin/multi-ai"), ...args], { env: { ...process.env, HOME: home } })
    .stdout.toString()
    .trim();

test("setup prints a line that links the program, or replaces the link to an earlier version, and nothing else there", () => {
  const home = tempDir();
  const path = join(home, ".local/bin/multi-ai");
  const typed = () =>
    Bun.spawnSync(["sh", "-c", launched(home, "setup")], { env: { ...process.env, HOME: home } });
  expect([launched(home, "setup").split("\n").length, existsSync(path)]).toEqual([1, false]);
  expect([typed().exitCode, readlinkSync(path)]).toEqual([0, join(ROOT, "bin/multi-ai")]);
  rmSync(path);
  symlinkSync("/nowhere/plugins/cache/multi-ai/multi-ai/0.1.0/bin/multi-ai", path);
  expect([typed().exitCode, readlinkSync(path)]).toEqual([0, join(ROOT, "bin/multi-ai")]);
  rmSync(path);
  writeFileSync(path, "mine");
  expect([typed().exitCode, readFileSync(path, "utf8")]).toEqual([1, "mine"]);
});

test("beside that line it says where to type it, and what the PATH lacks; --off takes nothing but the fence away", async () => {
  const home = tempDir();
  const { env } = process;
  const beside = (PATH: string): string =>
    Bun.spawnSync([join(ROOT, "bin/multi-ai"), "setup"], {
      env: { ...env, HOME: home, PATH },
    }).stderr.toString();
  const how = "Type this line in a terminal, to have multi-ai as a command there:\n";
  expect(beside(`${home}/.local/bin:${env.PATH}`)).toBe(how);
  expect(beside(env.PATH!)).toStartWith(`${how}~/.local/bin is not on your PATH.`);
  const inHost = await inProcess(["setup"], terminalContext(home, { ...env, HOME: home }));
  expect(inHost!.text).toMatch(/^Type this line.+:\nmkdir -p .+\n.+ is not on your PATH/);
  const off = await blindly(home, ["setup", "--off"]);
  expect([off.code, off.err]).toEqual([
    2,
    expect.stringContaining("--off is for the fence: multi-ai setup fence --off"),
  ]);
});

describe("setup fence", () => {
  const fenced = needing("bubblewrap", "socat");
  const FILE = ".claude/settings.local.json";
  const start = (files: Files = {}) => {
    const project = makeProject({ files: { ...DEFAULT_FILES, ...files }, beside: "/var/tmp" });
    const env = { HOME: tempDir("multi-ai-home-", "/var/tmp"), PATH: process.env.PATH ?? "" };
    const read = () => JSON.parse(readFileSync(join(project, FILE), "utf8"));
    return {
      project,
      env,
      read,
      fence: (...more: string[]) => cli(project, ["setup", "fence", ...more], env),
    };
  };

  fenced(
    "shows what it writes, writes it beside what is there, out of git's sight, and takes it out again",
    async () => {
      const { project, env, read, fence } = start();
      writeFiles(project, {
        [FILE]: '{ "env": { "A": "1" }, "permissions": { "allow": ["Bash(ls)"] } }',
      });
      const { out, code } = await fence();
      expect([code, out]).toEqual([0, expect.stringContaining("new sessions")]);
      const { sandbox, ...rest } = read();
      expect(sandbox.enabled).toBe(true);
      expect(sandbox.filesystem.denyWrite).toEqual(
        expect.arrayContaining([".task/events.jsonl", FILE].map((name) => join(project, name))),
      );
      expect(sandbox.network.allowedDomains).toContain("registry.npmjs.org");
      expect(rest).toMatchObject({ env: { A: "1" }, permissions: { allow: ["Bash(ls)"] } });
      expect(git(project, "status", "--porcelain")).toBe("");
      expect((await fence()).out).toContain("The fence is in");
      expect((await blindly(project, ["dry-run", "--all"], env)).out).toContain("in sessions too");
      expect((await fence("--off")).code).toBe(0);
      expect(read()).toEqual({ env: { A: "1" }, permissions: { allow: ["Bash(ls)"] } });
      expect((await blindly(project, ["dry-run", "--all"], env)).out).toContain("setup fence");
    },
  );

  fenced(
    "changed rules are written anew; nothing is without the word, nor over the person's own or no JSON",
    async () => {
      const { project, env, read, fence } = start();
      expect([
        (await blindly(project, ["setup", "fence"], env)).code,
        existsSync(join(project, FILE)),
      ]).toEqual([1, false]);
      await fence();
      writeFiles(project, { "go.mod": "module a\n" });
      expect((await fence()).out).toContain("new sessions");
      expect(read().sandbox.network.allowedDomains).toContain("proxy.golang.org");
      writeFiles(project, { [FILE]: '{ "sandbox": { "enabled": true } }' });
      for (const more of [[], ["--off"]])
        expect((await fence(...more)).err).toContain("is yours, so it was kept");
      expect(read()).toEqual({ sandbox: { enabled: true } });
      writeFiles(project, { [FILE]: "{" });
      expect([(await fence()).code, readFileSync(join(project, FILE), "utf8")]).toEqual([3, "{"]);
    },
  );
});

test("on a machine with only Node it says what is missing and how to get it", async () => {
  const node = { node: 'echo "v22.0.0"', npm: OWN_PROGRAMS.npm };
  const [home, project] = [tempDir(), tempDir()];
  const bin = join(home, ".local/bin");
  putPrograms(bin, node);
  const env = { HOME: home, PATH: `${bin}:${systemPrograms(["sh"])}`, SHELL: "/bin/bash" };
  // As it is started there: by its launcher, which finds the Bun that npm has brought with the
  // plugin.
  const { code, out, err } = await orphan([join(ROOT, "bin/multi-ai"), "dry-run"], project, env);
  expect([code, err]).toEqual([1, ""]);
  expect(out).toMatch(
    /^A run cannot start\.[\s\S]*Claude Code\n +Claude Code was not found on PATH[\s\S]*npm install -g @anthropic/,
  );
  expect(out).toContain("Codex is not installed");
});
