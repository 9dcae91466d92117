// As on macOS: all
import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Ancestor,
  hasEnded,
  hasLooseProcesses,
  hostAmong,
  listedWords,
  PS_COLUMNS,
  parsePs,
  parseStat,
  processAncestors,
  processOf,
  runningProcesses,
} from "../../src/process/table.ts";
import { cli, cliUnder, orphan, PROGRAM } from "../cli/cli.ts";
import { eventually } from "../harness/patience.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";

afterAll(cleanup);

const onLinux = process.platform === "linux";

const ancestor = (executable: string | null, ...argv: string[]): Ancestor => ({
  pid: 7,
  parent: 1,
  executable,
  argv,
});

const hosts: [string, Ancestor][] = [
  ["by its name", ancestor("/usr/local/bin/claude", "claude", "-p")],
  ["by argv[0] alone", ancestor(null, "claude")],
  ["on Windows", ancestor("C:/x/claude.exe", "claude.exe")],
  ["by the package's executable", ancestor("/n/@anthropic-ai/claude-code/bin/claude.exe", "x")],
  [
    "as node with the package's script",
    ancestor("/usr/bin/node", "node", "/n/@anthropic-ai/claude-code/cli.js"),
  ],
  [
    "as node with a link to it",
    ancestor("/usr/bin/node", "/usr/bin/node", "/usr/local/bin/claude"),
  ],
  ["as a shell script of that name", ancestor("/bin/dash", "/bin/sh", "/opt/claude")],
  [
    "by the native installer's folder",
    ancestor("/home/a/.local/share/claude/versions/2.1.328", "node"),
  ],
  [
    "after an update has deleted it",
    ancestor("/home/a/.local/share/claude/versions/2.1.327 (deleted)", "x"),
  ],
];
test.each(hosts)("a host is known %s", (_, one) => {
  expect(hostAmong([ancestor("/bin/bash", "-bash"), one])).toEqual(one);
});

const others: [string, Ancestor][] = [
  ["a shell in a folder of that name", ancestor("/bin/bash", "bash", "/home/claude/deploy.sh")],
  ["an editor on a file of that name", ancestor("/usr/bin/vim", "vim", "claude")],
  [
    "the desktop program's helper",
    ancestor("/usr/lib/claude-desktop/claude-desktop", "claude-desktop"),
  ],
  ["this program", ancestor("/usr/bin/bun", "bun", "src/orchestrator.ts")],
  ["a login shell", ancestor("/bin/zsh", "-zsh")],
  [
    "npm, whose title is all that was typed",
    ancestor("/usr/bin/node", "npm run serve -- --claude /opt/claude", ""),
  ],
  [
    "such a title with the package's path",
    ancestor("/usr/bin/node", "/x y --claude /n/@anthropic-ai/claude-code/cli.js", ""),
  ],
  ["such a title of another user", ancestor(null, "npm run serve -- --claude /opt/claude", "")],
  ["nothing known", ancestor(null)],
];
test.each(others)("%s is no host", (_, one) => {
  expect(hostAmong([one])).toBeNull();
});

describe("what the system says", () => {
  const stat = (name: string) =>
    `4242 (${name}) S 1 4240 4242 0 -1 4194560 100 0 0 0 1 2 3 4 20 0 1 0 987654 1000 50 18446744073709551615 1 1\n`;
  const seen = { pid: 4242, parent: 1, group: 4240, state: "S", started: "987654", command: null };

  test.each(["bun", "a b", "x) Z 1", "((", ")"])(
    "/proc/<pid>/stat of a program named %p",
    (name) => {
      expect(parseStat(stat(name))).toEqual(seen);
    },
  );

  test("/proc/<pid>/stat that is empty or cut", () => {
    expect(parseStat("")).toBeNull();
    expect(parseStat("4242 (bun) S 1")).toBeNull();
  });

  test("a listing of ps", () => {
    const listing = [
      "    1     0     1 Ss   Thu Nov 20 09:13:07 2025    /sbin/launchd",
      "  501     1   501 S+   Mon Nov  3 00:00:00 2025 claude --continue  ",
      "  777   501   777 Z+   Thu Nov 20 09:13:07 2025 (zsh)",
      "  778   501   777 S    unknown -zsh",
      "noise",
      "",
    ];
    const started = String(Date.UTC(2025, 10, 20, 9, 13, 7) / 1000);
    const all = parsePs(listing.join("\n"));
    expect(all).toEqual([
      { pid: 1, parent: 0, group: 1, state: "Ss", started, command: "/sbin/launchd" },
      {
        ...{ pid: 501, parent: 1, group: 501, state: "S+", command: "claude --continue" },
        started: String(Date.UTC(2025, 10, 3) / 1000),
      },
      { pid: 777, parent: 501, group: 777, state: "Z+", started, command: "(zsh)" },
    ]);
    expect(all.map(hasEnded)).toEqual([false, false, true]);
    expect(parsePs("")).toEqual([]);
  });

  test.each([
    ["claude --continue", ["claude", "--continue"]],
    ["-zsh", ["-zsh"]],
    ["/u/Application Support/C/claude -p", ["/u/Application Support/C/claude", "-p"]],
    ["/u/Application Support/C/claude", ["/u/Application Support/C/claude"]],
    ["node /u/Application Support/C/claude -p", ["node", "/u/Application Support/C/claude"]],
    ["/gone/a b", ["/gone/a", "b"]],
  ])("the words of %p in a listing", (command, words) => {
    const isFile = (path: string): boolean => path === "/u/Application Support/C/claude";
    expect(listedWords(command, isFile).slice(0, 2)).toEqual(words);
  });

  test("a host whose path has blanks is known from a listing", () => {
    const folder = join(tempDir(), "Application Support");
    mkdirSync(folder);
    writeFileSync(join(folder, "claude"), "");
    const argv = listedWords(`${folder}/claude --output-format stream-json`);
    expect(hostAmong([ancestor(null, ...argv)])?.argv[0]).toBe(join(folder, "claude"));
  });

  const knowsOptions = Bun.spawnSync(["ps", "-p", String(process.pid)]).exitCode === 0;
  test.skipIf(!knowsOptions)("the real ps lists what /proc lists, with our columns", () => {
    const env = { PATH: process.env.PATH!, LC_ALL: "C", TZ: "UTC" };
    const { stdout } = Bun.spawnSync(["ps", "-ww", "-o", PS_COLUMNS, "-p", String(process.pid)], {
      env,
    });
    const [one] = parsePs(stdout.toString());
    expect(one).toMatchObject({
      pid: process.pid,
      parent: process.ppid,
      group: processOf(process.pid)!.group,
    });
    expect(Math.abs(Number(one!.started) - (Date.now() / 1_000 - process.uptime()))).toBeLessThan(
      5,
    );
    expect(one!.command).toContain("test");
  });

  test("every process that runs is listed, and this one among them", () => {
    expect(runningProcesses()).toContainEqual(processOf(process.pid)!);
  });
});

test("the processes above this one are found up to the first", () => {
  const [first, ...rest] = processAncestors();
  expect([first!.pid, first!.argv.length > 0]).toEqual([process.ppid, true]);
  for (const one of rest) expect(one.pid).not.toBe(process.pid);
});

describe("what a command has left at work", () => {
  const MARK = "LEFT_BY=table-test";
  test.each([
    ["with its mark", "", true],
    ["without an environment", "env -i", null],
    ["with another one", "env LEFT_BY=other", false],
  ])("%s", async (_, env, isOurs) => {
    const since = Date.now();
    const file = join(tempDir(), "pid");
    // In a group of its own, as a host starts a shell, which ends before it.
    const shell = Bun.spawn(["sh", "-c", `${env} sleep 60 & echo $! > ${file}`], {
      env: { PATH: process.env.PATH, LEFT_BY: "table-test" },
      stdio: ["ignore", "ignore", "ignore"],
      detached: true,
    });
    await shell.exited;
    const pid = Number(readFileSync(file, "utf8"));
    try {
      // BusyBox' ps shows no single process.
      const name = () =>
        onLinux
          ? readFileSync(`/proc/${pid}/comm`, "utf8").trim()
          : Bun.spawnSync(["ps", "-o", "comm=", "-p", `${pid}`])
              .stdout.toString()
              .trim();
      while (!/sleep$/.test(name())) await Bun.sleep(5);
      // macOS shows none of its own programs' environment. Some systems give what is left to
      // another process than the first.
      const isShown = isOurs !== null && process.platform !== "darwin";
      const left = isShown ? isOurs : processOf(pid)!.parent === 1;
      expect(hasLooseProcesses(MARK, since, new Set())).toBe(left);
      expect(hasLooseProcesses(MARK, since + 60_000, new Set())).toBe(false);
      // Where no mark is shown, what another spec leaves for a moment counts, too.
      expect(await eventually(() => !hasLooseProcesses(MARK, since, new Set([pid])))).toBe(true);
    } finally {
      process.kill(pid, "SIGKILL");
    }
  });
});

describe("below a host", () => {
  const host = join(tempDir(), "claude");
  // Not exec: the host stays above what it starts.
  writeFileSync(host, '#!/bin/sh\n"$@"\nexit $?\n');
  chmodSync(host, 0o755);
  const project = makeProject();

  const refused: [string[], string][] = [
    [["decide", "A"], "/multi-ai:decide"],
    [["next", "--proceed"], "/multi-ai:decide proceed"],
    [["reset"], "/multi-ai:reset"],
    [["rollback", "--yes"], "/multi-ai:rollback"],
    [["resume"], "/multi-ai:resume"],
  ];
  test.each(refused)("%j refuses in one line that names %s", async (args, slash) => {
    const { code, out, err } = await cliUnder([host], project, args);
    expect([code, out, err.trim().split("\n").length]).toEqual([1, "", 1]);
    expect(err).toContain(`type ${slash};`);
  });

  test.each([[["status"]], [["next"]], [["phase"]], [["cancel"]], [["reset", "--help"]]])(
    "%j is allowed",
    async (args) => {
      expect((await cliUnder([host], project, args)).err).not.toContain("Inside Claude Code");
    },
  );

  test("the same verbs are allowed below a program whose title ends as a host's path", async () => {
    const words = JSON.stringify([process.execPath, PROGRAM, "decide", "A"]);
    const script = `const [program, ...args] = ${words};
      process.title = "npm run serve -- --claude /claude";
      const { spawnSync } = require("node:child_process");
      process.exit(spawnSync(program, args, { stdio: "inherit" }).status);`;
    const { err } = await orphan([Bun.which("node")!, "-e", script], project);
    expect(err).toContain("No run here");
  });

  test("the same verbs are allowed without one", async () => {
    for (const [args] of refused)
      expect((await cli(project, args)).err).not.toContain("Inside Claude Code");
  });
});
