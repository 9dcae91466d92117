// What a person types in a terminal while a council is at work: in the middle of its votes, and of
// its waves.
// Runs: in full only.
import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { directive } from "../../../src/engine/directive.ts";
import { type Run, taskOf } from "../../../src/engine/run.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { firstOf } from "../../harness/in-full.ts";
import { cleanup, filesBelow, git } from "../../harness/project.ts";
import { cli } from "../cli.ts";
import { COUNCIL_RUN, makeCouncilRun } from "../made/make-council-run.ts";
import { dispatchTask, type MadeRun } from "../made/make-run.ts";

afterAll(cleanup);

const voted = (run: Run): number =>
  run.tasks.filter((task) => task.schema === "vote" && task.outcome !== null).length;
const EARLIER = `.task/council/earlier/${COUNCIL_RUN}`;

/** With one agent at work. */
async function atWork(until: (run: Run) => boolean): Promise<MadeRun> {
  const made = await makeCouncilRun({ until });
  await dispatchTask(made.project, made.run, taskOf(made.run, directive(made.run).tasks[0]!)!);
  return made;
}
const inVotes = () => atWork((run) => voted(run) === 2);
/** One executor is done with its task, which is not brought in yet. */
const inWave = () =>
  atWork((run) => run.tasks.some((task) => task.subject === "Task 1" && task.status === "done"));

const memory = (root: string): string[] =>
  filesBelow(join(root, ".task/memory")).map(
    (name) => `${name} ${readFileSync(join(root, ".task/memory", name), "utf8")}`,
  );
const worktrees = (root: string): string[] =>
  git(root, "worktree", "list", "--porcelain")
    .split("\n")
    .filter((line) => line.startsWith("worktree ") && line.includes("/.task/"));
const phase = async (root: string): Promise<string> => (await cli(root, ["phase"])).out.trim();

describe.each(
  firstOf([
    ["a wave", inWave, "EXECUTING"],
    ["its votes", inVotes, "COUNCIL_REVIEWING"],
  ] as const),
)("in the middle of %s", (_what, make, token) => {
  test("park takes the council's files aside and resume brings them back; its memory stays where it is", async () => {
    const { root } = await make();
    const [files, remembered, trees] = [
      filesBelow(join(root, ".task/council")),
      memory(root),
      worktrees(root),
    ];
    expect(remembered.length).toBeGreaterThan(0);
    expect(await phase(root)).toBe(token);
    expect((await cli(root, ["park"])).code).toBe(0);
    expect(
      filesBelow(join(root, ".task/council")).filter((name) => !name.startsWith("earlier/")),
    ).toEqual([]);
    expect(filesBelow(join(root, EARLIER))).toEqual(files);
    expect(memory(root)).toEqual(remembered);
    expect(await phase(root)).toBe("idle");
    expect((await cli(root, ["resume", COUNCIL_RUN])).code).toBe(0);
    expect(filesBelow(join(root, ".task/council"))).toEqual(files);
    expect(memory(root)).toEqual(remembered);
    expect(worktrees(root)).toEqual(trees);
    expect(await phase(root)).toBe(token);
    // The agent that was at work has to begin again.
    expect(
      readRun({ root, task: join(root, ".task"), found: "journal" })!.tasks.filter(
        (task) => task.status === "running",
      ),
    ).toEqual([]);
  });

  test("cancel ends it, and reset archives it; what is left in worktrees is named", async () => {
    const { root } = await make();
    const [remembered, trees] = [memory(root), worktrees(root)];
    const cancelled = await cli(root, ["cancel"]);
    expect(cancelled.code).toBe(0);
    expect(await phase(root)).toBe("idle");
    for (const path of trees) expect(cancelled.out).toContain(path.slice(path.indexOf(".task/")));
    expect((await cli(root, ["status"])).out).not.toMatch(/ (?:blocked|ready|running)$/m);
    // A change that nobody has made is not told.
    expect((await cli(root, ["report"])).out).not.toMatch(/^ {2}[AMD] /m);
    const reset = await cli(root, ["reset"]);
    expect(reset.out).toContain(EARLIER);
    for (const path of trees) expect(reset.out).toContain(path.slice(path.indexOf(".task/")));
    expect(
      filesBelow(join(root, ".task/council")).filter((name) => !name.startsWith("earlier/")),
    ).toEqual([]);
    expect(memory(root)).toEqual(remembered);
    expect(worktrees(root)).toEqual(trees);
    expect(await phase(root)).toBe("idle");
    expect((await cli(root, ["report", "--run", COUNCIL_RUN])).code).toBe(0);
    // What the message says to remove goes.
    for (const path of trees)
      git(root, "worktree", "remove", "--force", path.slice("worktree ".length));
    expect(worktrees(root)).toEqual([]);
  });

  test("every view has its JSON", async () => {
    const { root } = await make();
    for (const words of [["status"], ["next"], ["report"], ["log"], []])
      expect([words, (await cli(root, [...words, "--json"])).json]).toEqual([
        words,
        expect.any(Object),
      ]);
    const { json } = await cli(root, ["status", "--json"]);
    expect(json).toMatchObject({
      run: COUNCIL_RUN,
      phase: token,
      council: { seats: expect.any(Array), iterations: 1 },
    });
  });
});
