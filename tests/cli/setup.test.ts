import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VERBS } from "../../src/cli/verbs.ts";
import { firstOf } from "../harness/in-full.ts";
import { OWN_PROGRAMS, putPrograms, systemPrograms } from "../harness/own-programs.ts";
import { cleanup, git, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { blindly, orphan } from "./cli.ts";

afterEach(cleanup);

const ROOT = join(import.meta.dir, "../..");
const LOCAL = ".claude/settings.local.json";

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
  return {
    home,
    project,
    env,
    setup: (...args: string[]) => blindly(project, ["setup", ...args], env),
  };
}

type Step = { step: string; done: boolean; line?: string };
const ALL = ["link", "task_tools", "status_line"];

test("it shows what there is and the lines for the rest, and changes nothing", async () => {
  const { home, project, setup } = place();
  const { code, json } = await setup("--json");
  expect([code, json.steps.map(({ step, done }: Step) => [step, done])]).toEqual([0, ALL.map((step) => [step, false])]);
  const lines: string[] = json.steps.map(({ line }: Step) => line);
  const { out } = await setup();
  for (const line of lines) expect(out.split("\n")).toContain(line);
  expect(out).toEndWith("multi-ai dry-run shows whether a run can start.\n");
  expect(existsSync(join(project, ".claude"))).toBe(false);
  expect([git(project, "status", "--porcelain"), existsSync(join(home, ".local/bin/multi-ai"))]).toEqual(["", false]);
});

test("what its lines say works, and then there is nothing left to do", async () => {
  const { home, project, env, setup } = place();
  const [link, tasks] = (await setup("--json")).json.steps as Step[];
  expect(Bun.spawnSync(["sh", "-c", link!.line!], { env: { ...process.env, HOME: home } }).exitCode).toBe(0);
  expect(readlinkSync(join(home, ".local/bin/multi-ai"))).toBe(join(ROOT, "bin/multi-ai"));
  const [, , { line }] = (await setup("--json")).json.steps;
  writeFiles(project, { [LOCAL]: JSON.stringify({ ...JSON.parse(tasks!.line!), ...JSON.parse(line) }) });
  // The command of the status line is one that the host can start, and names the link, which outlives an update.
  const { command } = JSON.parse(line).statusLine;
  expect(command).toBe("~/.local/bin/multi-ai statusline");
  const shown = Bun.spawnSync(["sh", "-c", command], { env, stdin: Buffer.from(`{"cwd": "${project}"}`) });
  expect([shown.exitCode, shown.stdout.toString().trim()]).toEqual([0, ""]);
  expect((await setup("--json")).json.steps.map(({ done }: Step) => done)).toEqual([true, true, true]);
});

test("the line for the link replaces that of an earlier version, and nothing else", async () => {
  const { home, setup } = place();
  const path = join(home, ".local/bin/multi-ai");
  const typed = async () => {
    const [{ line }] = (await setup("--json")).json.steps;
    return Bun.spawnSync(["sh", "-c", line], { env: { ...process.env, HOME: home } }).exitCode;
  };
  symlinkSync("/nowhere/plugins/cache/multi-ai/multi-ai/0.1.0/bin/multi-ai", path);
  expect([await typed(), readlinkSync(path)]).toEqual([0, join(ROOT, "bin/multi-ai")]);
  rmSync(path);
  writeFileSync(path, "mine");
  expect((await setup("--json")).json.steps[0].text).toContain("move ~/.local/bin/multi-ai away first");
  expect([await typed(), readFileSync(path, "utf8")]).toEqual([1, "mine"]);
});

test("a status line of the person's own is left, and a name does nothing", async () => {
  const { project, setup } = place();
  writeFiles(project, { [LOCAL]: '{"statusLine": {"type": "command", "command": "mine"}}' });
  expect((await setup("--json")).json.steps[2]).toMatchObject({ step: "status_line", done: true });
  expect([(await setup("all")).code, (await setup("packages")).err]).toEqual([
    2,
    expect.stringContaining("bin/multi-ai setup packages"),
  ]);
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

describe("completion", () => {
  const shown = Object.keys(VERBS);

  test.each(firstOf(["bash", "zsh", "fish"]))(
    "of %s has each verb and its options, and nothing that is hidden",
    async (shell) => {
      const { code, out } = await blindly(tempDir(), ["completion", shell]);
      expect(code).toBe(0);
      for (const name of shown) expect([name, new RegExp(`[ ';(]${name}[ :)'\n]`).test(out)]).toEqual([name, true]);
      expect([out.includes("--dry-run"), / check\b[ :)]/.test(out.replace(/^#.*$/gm, ""))]).toEqual([true, false]);
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
