// One rule for each verb where no run is: a look that finds nothing is answered, what needs a run
// fails and says so first.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { chmodSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cleanup, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { breakJournal } from "../store/broken.ts";
import { inProcess, terminalContext } from "./in-process.ts";
import { STATES } from "./made/make-run.ts";

afterAll(cleanup);

/** Shows what is there, and nothing is. */
const LOOKS = ["", "status", "runs", "log", "phase", "next", "trust", "roadmap"];
/** Ends or moves what is there, and nothing is. */
const ENDS = ["cancel", "cancel --force", "reset", "park"];
/** Is about a run. */
const NEEDS = [
  ...["decide", "decide A", "ruling", "ruling x", "resume", "rollback"],
  ...["next --proceed", "report", "report --md", "report --html", "pr", "explain T1"],
  "run --continue",
];
/** Asks for no run, or waits for one. */
/** Finds something to say that is not about a run. */
const OWN_WORDS = ["phase", "trust", "roadmap"];

const typed = async (root: string, line: string) =>
  (await inProcess(
    line.split(" "),
    terminalContext(root, { PATH: process.env.PATH, HOME: tempDir() }),
  ))!;

test.each([
  ["a look", LOOKS, 0],
  ["what ends a run", ENDS, 0],
  ["what needs a run", NEEDS, 1],
] as const)("%s without a run", async (_, lines, exit) => {
  for (const line of lines) {
    const root = makeProject();
    const before = readdirSync(root);
    const { exit: ended, text } = await typed(root, line);
    expect([line, ended, readdirSync(root)]).toEqual([line, exit, before]);
    if (!OWN_WORDS.includes(line))
      expect([line, text.split(" (")[0]]).toEqual([line, "No run here"]);
  }
});

test("in a folder below, the project's is named; all of it in few lines", async () => {
  const root = makeProject({ files: { "docs/a/b.md": "" } });
  for (const line of ["status", "report", "log", "explain T1"]) {
    const { text } = await typed(join(root, "docs/a"), line);
    expect([line, text.split("\n")]).toEqual([
      line,
      [
        `No run here (${root}).`,
        'Start one: multi-ai run multi-ai "<request>", or in Claude Code /multi-ai <request>',
      ],
    ]);
  }
});

test("where no run starts, that is said in place of how to start one", async () => {
  expect((await typed("/", "status")).text).toMatch(
    /^No run here \(\/\)\.\n\/ is no project: .+ own folder/,
  );
  const home = tempDir();
  const { text } = (await inProcess(
    ["status"],
    terminalContext(home, { PATH: process.env.PATH, HOME: home }),
  ))!;
  expect(text).toMatch(/\n.+ is your home folder, not a project: .+ git init first\.$/);
});

test("the same where one is archived, which is named; one that is not there is a failure for each", async () => {
  const { root, run } = await STATES.complete();
  expect((await typed(root, "reset")).exit).toBe(0);
  for (const [lines, exit] of [
    [LOOKS, 0],
    [ENDS, 0],
    [NEEDS, 1],
  ] as const)
    for (const line of lines.filter((one) => !OWN_WORDS.includes(one))) {
      const { exit: ended, text } = await typed(root, line);
      expect([line, ended]).toEqual([line, exit]);
      if (!/^runs/.test(line))
        expect([line, text.startsWith("No run here"), text.includes(run.run)]).toEqual([
          line,
          true,
          true,
        ]);
    }
  for (const line of ["rollback", "explain T1", "report"])
    expect((await typed(root, line)).text).toContain(`(multi-ai ${line} --run <id>)`);
  for (const verb of ["status", "log", "report", "explain T1", "trust"]) {
    expect([verb, (await typed(root, `${verb} --run nope`)).exit]).toEqual([verb, 1]);
    expect([verb, (await typed(root, `${verb} --run ${run.run}`)).exit]).toEqual([verb, 0]);
  }
});

test("a parked run that cannot be read is named, and why", async () => {
  const { root, run } = await STATES["story question open"]();
  expect((await typed(root, "park")).exit).toBe(0);
  breakJournal(join(root, ".task/parked", run.run));
  const { text } = await typed(root, "status");
  expect(text).toContain(run.run);
  expect(text).not.toContain("brings it back");
  expect((await typed(root, `status --run ${run.run}`)).text).toMatch(/cannot be read: line \d/);
});

test("a start that would be refused is not named without what comes first", async () => {
  const file = ".claude/multi-ai.json";
  const waiting = makeProject({ files: { [file]: '{"auto": true}' } });
  const wrong = makeProject({ files: { [file]: '{"auto": 1}' } });
  const { root: over } = await STATES.complete();
  writeFiles(over, { [file]: '{"auto": true}' });
  const approve = `Before a start: multi-ai trust shows what ${file} needs your approval for.`;
  for (const [root, words] of [
    [waiting, approve],
    [over, approve],
    [wrong, `Before a start: ${file}: auto: found 1, expected true or false\nFix ${file}; `],
  ] as const) {
    const { text, exit } = await typed(root, "status");
    expect([text, exit]).toEqual([expect.stringContaining(`\n${words}`), 0]);
  }
  const { root: asking } = await STATES["story question open"]();
  writeFiles(asking, { [file]: '{"auto": true}' });
  expect((await typed(asking, "status")).text).not.toContain("Before a start");
});

test("what a killed host's sandbox has left is gone before the settings are read", async () => {
  const root = makeProject();
  const names = [".claude/multi-ai.json", ".claude/settings.json", ".mcp.json", ".git/config.lock"];
  for (const name of names) {
    writeFiles(root, { [name]: "" });
    chmodSync(join(root, name), 0o444);
  }
  expect((await typed(root, "run multi-ai x --claude /nowhere")).text).toContain(
    "Claude Code was not found",
  );
  expect(names.filter((name) => existsSync(join(root, name)))).toEqual([]);
});
