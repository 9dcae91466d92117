// What the shells complete, in the shells themselves: verbs, options, ids of earlier runs, paths.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VERBS } from "../../src/cli/verbs.ts";
import { optionsOf } from "../../src/run/commands/arguments.ts";
import { allStarts } from "../../src/workflows/index.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { openTerminal } from "../harness/terminal.ts";
import { blindly } from "./cli.ts";

afterAll(cleanup);

const RUNS = ["multi-ai-11111111", "team-22222222"];
const scripts: Record<string, string> = {};
for (const shell of ["bash", "zsh", "fish"]) scripts[shell] = (await blindly(tempDir(), ["completion", shell])).out;

/** A folder below the top of a project with an archived and a parked run, and a file with a blank in its name. */
const root = makeProject();
for (const path of [`.task/history/${RUNS[0]}`, `.task/parked/${RUNS[1]}`, "below"])
  mkdirSync(join(root, path), { recursive: true });
const tasks = ["T1", "T2"].map((id) => ({ id, host_task_id: null }));
writeFiles(root, { "below/my run.bundle": "", ".task/pipeline-tasks.json": JSON.stringify({ tasks }, null, 2) });
const below = join(root, "below");

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
  const done = Bun.spawnSync(command, { cwd: below, env: { PATH: process.env.PATH ?? "", HOME: below } });
  expect(done.stderr.toString()).toBe("");
  return done.stdout
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .sort();
}

describe.each(Object.keys(OFFERS).filter((shell) => Bun.which(shell)))("%s completes", (shell) => {
  const offers = (typed: string) => OFFERS[shell]!(typed);
  test("each verb, and help", () => expect(offers("multi-ai ")).toEqual([...Object.keys(VERBS), "help"].sort()));
  test.each(Object.keys(VERBS))("each option of %s", (name) => {
    const options = Object.keys(optionsOf(VERBS[name]!, "terminal")).map((option) => `--${option}`);
    expect(offers(`multi-ai ${name} --`)).toEqual(options.sort());
  });
  test.each<[string, string[]]>([
    ["multi-ai sta", ["status", "statusline"]],
    ["multi-ai status --run ", RUNS],
    ["multi-ai --project . status --run t", [RUNS[1]!]],
    ["multi-ai resume ", RUNS],
    ["multi-ai explain ", ["T1", "T2"]],
    ["multi-ai run t", Object.keys(allStarts()).filter((name) => name.startsWith("t"))],
    [
      "multi-ai run team x --permission-mode ",
      ["acceptEdits", "auto", "bypassPermissions", "default", "dontAsk", "manual"],
    ],
    ["multi-ai completion ", ["bash", "fish", "zsh"]],
    ["multi-ai setup ", ["fence", "packages"]],
    ["multi-ai decide --reason ", []],
  ])("behind %s", (typed, expected) => expect(offers(typed)).toEqual(expected));
  test("a file with a blank in its name", () =>
    expect(offers("multi-ai import m").map((one) => one.replaceAll("\\", ""))).toEqual(["my run.bundle"]));
});

test.skipIf(!Bun.which("zsh"))("zsh completes the same, and says what each is", async () => {
  const home = tempDir();
  writeFileSync(join(home, ".zshrc"), `autoload -Uz compinit && compinit -u\n${scripts.zsh}\nPS1='ready> '\n`);
  const env = { PATH: process.env.PATH ?? "", HOME: home, TERM: "xterm-256color", LANG: "C.UTF-8" };
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
