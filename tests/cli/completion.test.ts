// What the shells complete, in the shells themselves: verbs, options, ids of earlier runs, paths.
// Runs: in full too.
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VERBS } from "../../src/cli/verbs.ts";
import { RUN_MODES } from "../../src/host/modes.ts";
import { optionsOf } from "../../src/run/commands/usage/arguments.ts";
import { needing } from "../harness/needs.ts";
import { cleanup, git, tempDir, writeFiles } from "../harness/project.ts";
import { openTerminal } from "../harness/terminal.ts";
import { blindly } from "./cli.ts";
import { makeRun } from "./made/make-run.ts";

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
git(root, "branch", "multi-ai/say-hello-1f2a");
const TASKS = run.tasks.map(({ id }) => id);

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
  const done = Bun.spawnSync(command, {
    cwd: below,
    env: { PATH: process.env.PATH ?? "", HOME: below },
  });
  expect(done.stderr.toString()).toBe("");
  return done.stdout
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .sort();
}

describe.each(["bash", "fish"] as const)("%s completes", (shell) => {
  // Bash is wherever the host is.
  const spec = shell === "bash" ? test : needing(shell);
  const offers = (typed: string) => OFFERS[shell]!(typed);
  spec("each verb, and each option of it", () => {
    expect(offers("multi-ai ")).toEqual([...Object.keys(VERBS), "help"].sort());
    for (const [name, verb] of Object.entries(VERBS))
      expect(offers(`multi-ai ${name} --`)).toEqual(
        Object.keys(optionsOf(verb, "terminal"))
          .map((option) => `--${option}`)
          .sort(),
      );
  });
  for (const [typed, expected] of [
    ["multi-ai sta", ["status"]],
    ["multi-ai status --r", ["--run"]],
    ["multi-ai --project . status --run t", [RUNS[1]!]],
    ["multi-ai explain ", TASKS],
    ["multi-ai drop s", ["say-hello-1f2a"]],
    ["multi-ai take s", ["say-hello-1f2a"]],
    ["multi-ai setup ", ["fence", "packages"]],
    ["multi-ai run t", ["team"]],
    ["multi-ai run team x --permission-mode ", RUN_MODES.toSorted()],
  ] as [string, string[]][])
    spec(`behind ${typed}`, () => expect(offers(typed)).toEqual(expected));
  for (const typed of ["import m", "export --to m"])
    spec(`a file with a blank in its name behind ${typed}`, () => {
      // Where it has no words, bash takes files by itself.
      if (shell === "bash") expect(scripts.bash).toContain("complete -o default");
      const files = shell === "bash" ? [] : ["my run.bundle"];
      expect(offers(`multi-ai ${typed}`).map((one) => one.replaceAll("\\", ""))).toEqual(files);
    });
});

needing("zsh")("zsh completes the same, and says what each is", async () => {
  const home = tempDir();
  writeFileSync(
    join(home, ".zshrc"),
    `autoload -Uz compinit && compinit -u\n${scripts.zsh}\nPS1='ready> '\n`,
  );
  const env = { PATH: process.env.PATH ?? "", HOME: home, TERM: "xterm-256color", LANG: "C.UTF-8" };
  const terminal = openTerminal({ command: ["zsh", "-i"], cwd: below, env, describe: () => "" });
  await terminal.waitFor(/ready>/);
  terminal.type("multi-ai ru\t\t");
  await terminal.waitFor(/ruling +-- [\s\S]*runs +-- The runs of this project/);
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
    expect.stringContaining('unknown argument "tcsh"; expected bash or zsh or fish'),
  ]);
});
