// Guarantee: A stranger's repository does nothing.
// What a stranger's repository does to the verbs of a terminal: no program of it is started, and no
// process of the person's is ended.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { findClaude } from "../../../src/host/program.ts";
import { pathApart } from "../../../src/process/files/path.ts";
import { startTime } from "../../../src/process/identity.ts";
import { noteSettings, settingsKnown } from "../../../src/record/machine/known-settings.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import {
  cleanup,
  git,
  homeWithPlugin,
  makeProject,
  onCleanup,
  tempDir,
  writeFiles,
} from "../../harness/project.ts";
import { cli } from "../cli.ts";
import { dispatchTask, makeRun } from "../made/make-run.ts";

afterEach(cleanup);

const marks = (): { trap: (name: string) => string; sprung: () => string[] } => {
  const folder = tempDir();
  return {
    trap: (name) => {
      const file = join(folder, `${name}.sh`);
      writeFileSync(file, `#!/bin/sh\ntouch "${folder}/${name}"\ncat >/dev/null 2>&1\n`, {
        mode: 0o755,
      });
      return file;
    },
    sprung: () => readdirSync(folder).filter((name) => !name.endsWith(".sh")),
  };
};

const READING = [
  "status",
  "report",
  "log",
  "dry-run",
  "next",
  "cancel",
  "reset",
  "decide A",
  "resume",
];

describe("an unpacked repository", () => {
  test("runs nothing of its own at any verb, with its git config and its programs first on PATH", async () => {
    const { trap, sprung } = marks();
    const root = makeProject({
      files: { "a.txt": "1\n", ".gitattributes": "* filter=x diff=x merge=x\n" },
    });
    mkdirSync(join(root, ".task"));
    const tools = join(root, "tools");
    mkdirSync(join(root, "node_modules/.bin"), { recursive: true });
    mkdirSync(tools);
    for (const name of ["git", "claude", "codex", "docker", "ps", "node", "bun"])
      for (const folder of [tools, join(root, "node_modules/.bin"), root])
        symlinkSync(trap(name), join(folder, name));
    for (const [name, value] of Object.entries({
      "core.fsmonitor": trap("fsmonitor"),
      "core.pager": trap("pager"),
      "core.sshCommand": trap("ssh"),
      "diff.external": trap("external"),
      "diff.x.textconv": trap("textconv"),
      "diff.x.command": trap("diff"),
      "filter.x.clean": trap("clean"),
      "filter.x.smudge": trap("smudge"),
      "merge.x.driver": trap("merge"),
      "gpg.program": trap("gpg"),
      "log.showSignature": "true",
      "alias.status": `!${trap("alias")}`,
    }))
      git(root, "config", name, value);
    writeFiles(root, { "a.txt": "2\n", "bunfig.toml": `preload = ["./evil.ts"]\n`, "evil.ts": "" });
    Bun.spawnSync(["git", "update-index", "--fsmonitor"], { cwd: root });
    for (const name of sprung()) Bun.spawnSync(["rm", join(trap(name), "..", name)]);
    const link = join(tempDir(), "link");
    symlinkSync(tools, link);
    const PATH = [
      ".",
      "",
      "tools",
      tools,
      link,
      join(root, "node_modules/.bin"),
      process.env.PATH,
    ].join(":");
    for (const line of READING) {
      await cli(root, line.split(" "), { PATH, HOME: homeWithPlugin() });
      expect([line, sprung()]).toEqual([line, []]);
    }
  });
});

describe("programs are looked for outside of the project", () => {
  const program = (folder: string): string => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "claude"), "#!/bin/sh\n", { mode: 0o755 });
    return folder;
  };

  test("Claude Code on PATH is none of the project's, also by a link, and not a relative one", () => {
    const root = makeProject();
    const [own, elsewhere] = [program(join(root, "tools")), program(join(tempDir(), "bin"))];
    const link = join(tempDir(), "link");
    symlinkSync(own, link);
    program(join(root, "node_modules/.bin"));
    const first = [own, link, join(root, "node_modules/.bin"), "tools", ".", ""].join(":");
    const found = (PATH: string, at = root) => findClaude(null, { PATH, HOME: "/nowhere" }, at);
    const before = process.cwd();
    process.chdir(root);
    try {
      expect(found(first)).toBeNull();
      expect(found(`${first}:${elsewhere}`)).toBe(join(elsewhere, "claude"));
      expect(found(`${first}:${elsewhere}`, join(root, "src"))).toBe(join(elsewhere, "claude"));
    } finally {
      process.chdir(before);
    }
    // What the person names is what they mean.
    expect(findClaude(join(own, "claude"), {}, root)).toBe(join(own, "claude"));
  });

  test("a home folder that is a repository holds the person's own programs", () => {
    const HOME = makeProject({ files: { "work/a.txt": "" } });
    const [own, work] = [program(join(HOME, "bin")), program(join(HOME, "work/bin"))];
    expect(pathApart(`${own}:${work}`, join(HOME, "work"), HOME)).toBe(own);
  });
});

test("a run that names a process of somebody else ends none: not by cancel, nor by reset, nor by force", async () => {
  const made = await makeRun({ until: (run) => taskOf(run, "T1")?.status === "ready" });
  await dispatchTask(made.project, made.run, taskOf(made.run, "T1")!);
  const { nonce } = taskOf(readRun(made.project)!, "T1")!.dispatch!;
  const sleeper = Bun.spawn(["sleep", "600"], { detached: true });
  onCleanup(() => sleeper.kill());
  const process = { pid: sleeper.pid, start: startTime(sleeper.pid)! };
  change(made.project, () => [{ do: "check_started", task: "T1", nonce, process }]);
  expect(readRun(made.project)?.tasks.find(({ id }) => id === "T1")?.dispatch?.process).toEqual(
    process,
  );
  for (const verb of ["cancel", "reset", "cancel --force"]) {
    const copy = join(tempDir(), "copy");
    cpSync(made.root, copy, { recursive: true, verbatimSymlinks: true });
    const said = await cli(copy, verb.split(" "), { HOME: homeWithPlugin() });
    expect([verb, said.code, sleeper.exitCode, sleeper.signalCode]).toEqual([verb, 0, null, null]);
  }
  // In the project where it was begun it is the run's own check, and is ended.
  await cli(made.root, ["cancel"]);
  await sleeper.exited;
  expect(sleeper.signalCode).not.toBeNull();
});

test("no name of a folder, a file, a branch or a field reaches the terminal with codes in it", async () => {
  const odd = "a\u001b[2J\u001b]0;title\u0007\u202eb\u009b1m";
  const root = makeProject({ name: odd, files: { [odd]: "", [`${"l".repeat(250)}`]: "" } });
  git(root, "checkout", "-q", "-b", "b\u202ex");
  writeFiles(root, {
    ".claude/multi-ai.json": JSON.stringify({ [odd]: 1, ["x".repeat(5_000)]: 2 }),
  });
  for (const line of [...READING, "trust", "run multi-ai X", "run --continue"]) {
    const { out, err } = await cli(root, line.split(" "), { HOME: homeWithPlugin() });
    expect([line, `${out}${err}`]).not.toEqual([line, ""]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect([line, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/.test(`${out}${err}`)]).toEqual([
      line,
      false,
    ]);
    for (const shown of `${out}${err}`.split("\n")) expect(shown.length).toBeLessThan(2_000);
  }
});

test("a link in the place of .git has no approval of another project count", () => {
  const env = { HOME: homeWithPlugin() };
  const [own, stranger] = [makeProject(), makeProject({ git: false })];
  const hash = "a".repeat(64);
  noteSettings({ root: own }, hash, "approved", env);
  expect(settingsKnown({ root: own }, hash, env)).toBe("approved");
  symlinkSync(join(own, ".git"), join(stranger, ".git"));
  expect(settingsKnown({ root: stranger }, hash, env)).toBeNull();
  for (const text of [
    `gitdir: ${join(own, ".git")}\n`,
    `gitdir: ${join(own, ".git/worktrees/x")}\n`,
  ]) {
    const other = makeProject({ git: false });
    writeFiles(other, { ".git": text });
    expect(settingsKnown({ root: other }, hash, env)).toBeNull();
  }
  expect(existsSync(join(own, ".git"))).toBe(true);
});
