// What the shells complete, in the shells themselves: verbs, options, ids of earlier runs, paths.
// Runs: in full too.
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VERBS } from "../../src/cli/verbs.ts";
import { RUN_MODES } from "../../src/host/modes.ts";
import { optionsOf } from "../../src/run/commands/arguments.ts";
import { quote } from "../../src/text.ts";
import { allStarts } from "../../src/workflows/index.ts";
import { cleanup, tempDir, writeFiles } from "../harness/project.ts";
import { openTerminal } from "../harness/terminal.ts";
import { blindly, PROGRAM } from "./cli.ts";
import { inProcess, terminalContext } from "./in-process.ts";
import { makeRun } from "./make-run.ts";

afterAll(cleanup);

const RUNS = ["multi-ai-11111111", "team-22222222"];
const scripts: Record<string, string> = {};
for (const shell of ["bash", "zsh", "fish"])
  scripts[shell] = (await blindly(tempDir(), ["completion", shell])).out;

/**
 * A folder below the top of a project with a run, an archived and a parked one, and a file with a
 * blank in its name.
 */
const { root, run } = await makeRun({ until: ({ tasks }) => tasks.length > 1 });
for (const path of [`.task/history/${RUNS[0]}`, `.task/parked/${RUNS[1]}`])
  cpSync(join(root, ".task/events.jsonl"), join(root, path, "events.jsonl"));
writeFiles(root, { "below/my run.bundle": "" });
const below = join(root, "below");
const TASKS = run.tasks.map(({ id }) => id);

/** Where the shells find the program. */
const bin = tempDir();
writeFileSync(
  join(bin, "multi-ai"),
  `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(PROGRAM)} "$@"\n`,
  {
    mode: 0o755,
  },
);
const PATH = `${bin}:${process.env.PATH ?? ""}`;

/** What the program offers as the last of these words. */
async function offered(...words: string[]): Promise<string[]> {
  const answer = await inProcess(
    ["completion", "words", "--", ...words],
    terminalContext(below, {}),
  );
  return answer!.text.split("\n").map((line) => line.split("\t")[0]!);
}

/** What a shell offers behind what is typed. */
const OFFERS: Record<string, (typed: string) => string[]> = {
  bash: (typed) => {
    const words = typed.split(" ");
    const line = `${scripts.bash}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}) COMP_CWORD=${words.length - 1}\n_multi_ai\n[ $\{#COMPREPLY[@]} = 0 ] || printf '%s\\n' "$\{COMPREPLY[@]}"`;
    return printed(["bash", "--norc", "-c", line]);
  },
  fish: (typed) =>
    printed(["fish", "--no-config", "-c", `${scripts.fish}\ncomplete -C '${typed}'`]).map(
      (line) => line.split("\t")[0]!,
    ),
};
function printed(command: string[]): string[] {
  const done = Bun.spawnSync(command, { cwd: below, env: { PATH, HOME: below } });
  expect(done.stderr.toString()).toBe("");
  return done.stdout
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .sort();
}

test("each verb, and help", async () => {
  expect(await offered("")).toEqual([...Object.keys(VERBS), "help"]);
  expect(await offered("help", "")).toEqual(Object.keys(VERBS));
});

test.each(Object.keys(VERBS))("each option of %s", async (name) => {
  const options = Object.keys(optionsOf(VERBS[name]!, "terminal")).map((option) => `--${option}`);
  expect(await offered(name, "--")).toEqual(options);
});

test("what stands behind verbs and options", async () => {
  expect(await offered("--project", ".", "status", "--run", "")).toEqual(RUNS.toReversed());
  expect(await offered("run", "")).toEqual(Object.keys(allStarts()));
  expect(await offered("explain", "")).toEqual(TASKS);
  expect(await offered("run", "team", "x", "--permission-mode", "")).toEqual(RUN_MODES);
  expect(await offered("decide", "--reason", "")).toEqual([""]);
  expect(await offered("--project", "")).toEqual([":files"]);
  expect(await offered("export", "--to", "")).toEqual([":files"]);
});

describe.each(Object.keys(OFFERS).filter((shell) => Bun.which(shell)))("%s completes", (shell) => {
  const offers = (typed: string) => OFFERS[shell]!(typed);
  test.each<[string, string[]]>([
    ["multi-ai sta", ["status", "statusline"]],
    ["multi-ai status --r", ["--run"]],
    ["multi-ai --project . status --run t", [RUNS[1]!]],
    ["multi-ai explain ", TASKS],
    ["multi-ai setup ", ["fence", "packages"]],
    ["multi-ai decide --reason ", []],
  ])("behind %s", (typed, expected) => expect(offers(typed)).toEqual(expected));
  test("a file with a blank in its name", () =>
    expect(offers("multi-ai import m").map((one) => one.replaceAll("\\", ""))).toEqual([
      "my run.bundle",
    ]));
});

test.skipIf(!Bun.which("zsh"))("zsh completes the same, and says what each is", async () => {
  const home = tempDir();
  writeFileSync(
    join(home, ".zshrc"),
    `autoload -Uz compinit && compinit -u\n${scripts.zsh}\nPS1='ready> '\n`,
  );
  const env = { PATH, HOME: home, TERM: "xterm-256color", LANG: "C.UTF-8" };
  const terminal = openTerminal({ command: ["zsh", "-i"], cwd: below, env, describe: () => "" });
  await terminal.waitFor(/ready>/);
  terminal.type("multi-ai sta\t\t");
  await terminal.waitFor(/status +-- Tasks, rounds[\s\S]*statusline +-- One line/);
  for (const [typed, offered] of [
    ["status --r", /status --run/],
    ["explain T", /explain T[\s\S]*T1 +T2/],
    ["resume t", new RegExp(`resume ${RUNS[1]}`)],
    ["log --run m", new RegExp(`log --run ${RUNS[0]}`)],
    ["setup p", /setup packages/],
    ["import m", /import my\\ run\.bundle/],
  ] as const) {
    terminal.type(`\x15multi-ai ${typed}\t`);
    await terminal.waitFor(offered);
  }
  await terminal.close();
});

test("an unknown shell is told which there are", async () => {
  const { code, err } = await blindly(root, ["completion", "tcsh"]);
  expect([code, err]).toEqual([
    2,
    expect.stringContaining('completion: found "tcsh", expected a shell: bash, zsh, fish'),
  ]);
});
