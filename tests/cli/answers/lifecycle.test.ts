// Runs: in full too.
// Not in npm test: ^cancel --force (?:leaves|removes)
// Not in npm test: ^park and resume (?:one live run|a run whose)
// Not in npm test: ^a broken journal
// Not in npm test: (?:next goes by who has ended, as status does|ends a live run, once)
import { afterAll, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { startTime } from "../../../src/process/identity.ts";
import { orphans } from "../../../src/run/end/orphans.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { someOf } from "../../harness/in-full.ts";
import { cleanup, makeProject, writeFiles } from "../../harness/project.ts";
import { breakJournal } from "../../store/broken.ts";
import { cli } from "../cli.ts";
import { dispatchTask, makeRun, STATES } from "../made/make-run.ts";

afterAll(cleanup);

const stateFile = (root: string) =>
  JSON.parse(readFileSync(join(root, ".task/state.json"), "utf8"));

describe("reset", () => {
  test("archives what the program wrote and leaves a person's own files", async () => {
    const made = await STATES.complete();
    const own = {
      ".task/notes.md": "mine",
      ".task/more/deep.txt": "mine",
      "pipeline/x.md": "mine",
      "src/new.ts": "mine",
    };
    writeFiles(made.root, own);
    const journal = readFileSync(join(made.project.task, "events.jsonl"), "utf8");
    const { code, json } = await cli(join(made.root, "src"), ["reset", "--json"]);
    expect([code, json.folder]).toEqual([0, `.task/history/${made.run.run}`]);
    expect(readdirSync(made.project.task).sort()).toEqual([
      ".gitignore",
      "history",
      "more",
      "notes.md",
    ]);
    for (const [path, text] of Object.entries(own))
      expect(readFileSync(join(made.root, path), "utf8")).toBe(text);
    expect(readFileSync(join(made.root, json.folder, "events.jsonl"), "utf8")).toBe(journal);
    const [phase, gone, status, report, log, runs, bad] = await Promise.all([
      cli(made.root, ["phase"]),
      cli(made.root, ["report"]),
      cli(made.root, ["status", "--run", made.run.run]),
      cli(made.root, ["report", "--run", made.run.run, "--json"]),
      cli(made.root, ["log", "--run", made.run.run, "--json"]),
      cli(made.root, ["runs", "--json"]),
      cli(made.root, ["status", "--run", "multi-ai-zz"]),
    ]);
    expect([phase.out, gone.code]).toEqual(["idle\n", 1]);
    expect(gone.err).toContain(made.run.run);
    expect(status.out).toContain(" · archived · complete · ");
    expect(report.json.files.map((file: { path: string }) => file.path)).toEqual([
      "src/goodbye.ts",
      "tests/goodbye.test.ts",
    ]);
    expect(log.json.events).toHaveLength(journal.trim().split("\n").length);
    expect(runs.json.runs).toMatchObject([{ run: made.run.run, status: "complete" }]);
    expect([bad.code, bad.err]).toEqual([1, expect.stringContaining(`known: ${made.run.run}`)]);
    expect(readdirSync(made.project.task).sort()).toEqual([
      ".gitignore",
      "history",
      "more",
      "notes.md",
    ]);
  });
});

describe("cancel", () => {
  test("ends a live run, once", async () => {
    const { root } = await STATES["review running"]();
    expect((await cli(root, ["cancel"])).out).toMatch(
      /is cancelled\..*\nNext: multi-ai run multi-ai "<request>" starts/,
    );
    expect(stateFile(root)).toMatchObject({
      status: "cancelled",
      blocker_reason: "cancelled by the person",
    });
    expect(await cli(root, ["cancel"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("already over"),
    });
    // To the person themselves; what others may read names them.
    for (const [words, said] of [
      [["status"], " · cancelled by you · "],
      [["report"], ": cancelled by you\n"],
      [["log"], "The run is over: cancelled by you\n"],
      [["report", "--md"], ": cancelled by the person who ran it\n"],
    ] as const)
      expect((await cli(root, [...words])).out).toContain(said);
  });

  test("--force leaves no live run behind", async () => {
    const { root } = await STATES["review running"]();
    expect(existsSync(join(root, ".task/live"))).toBe(true);
    expect((await cli(root, ["cancel", "--force"])).code).toBe(0);
    expect([stateFile(root).status, existsSync(join(root, ".task/live"))]).toEqual([
      "cancelled",
      false,
    ]);
  });

  test("--force removes a `live` that no run stands behind", async () => {
    const root = makeProject();
    writeFiles(root, { ".task/live": "multi-ai-00000000\n" });
    expect(await cli(root, ["cancel", "--force"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^No run here /),
    });
    expect((await cli(root, ["cancel", "--force"])).code).toBe(0);
    expect(existsSync(join(root, ".task/live"))).toBe(false);
  });

  const broken: [string, (journal: string) => void][] = [
    [
      "altered",
      (journal) =>
        writeFileSync(journal, readFileSync(journal, "utf8").replace(/"T3"(?=.*\n$)/, '"T4"')),
    ],
    ["gone", (journal) => rmSync(journal)],
    [
      "a folder",
      (journal) => {
        rmSync(journal);
        mkdirSync(journal);
      },
    ],
    ["of a newer version", (journal) => appendFileSync(journal, newerEvent(journal))],
  ];
  test.each(someOf(broken))("--force sets a run aside whose journal is %s", async (_, harm) => {
    const { root, project, run } = await STATES["review running"]();
    writeFileSync(join(project.task, "mine.txt"), "mine");
    harm(join(project.task, "events.jsonl"));
    expect((await cli(root, ["status"])).code).toBe(3);
    expect((await cli(root, ["cancel"])).code).toBe(3);
    const { code, json } = await cli(root, ["cancel", "--force", "--json"]);
    expect([code, json.folder]).toEqual([
      0,
      expect.stringContaining(`.task/history/unreadable-${run.run}-`),
    ]);
    expect(readdirSync(project.task).sort()).toEqual([
      ".gitignore",
      "history",
      "left.json",
      "mine.txt",
    ]);
    expect((await cli(root, ["phase"])).out).toBe("idle\n");
    const kept = await cli(root, [
      "status",
      "--run",
      readdirSync(join(project.task, "history"))[0]!,
    ]);
    expect([kept.code, kept.err]).toEqual([3, expect.not.stringMatching(/\.\.|try again/)]);
  });
});

/** A well-formed line that continues the journal with an event that this version does not know. */
function newerEvent(journal: string): string {
  const last = readFileSync(journal, "utf8").trim().split("\n").at(-1)!;
  const { seq, at, run } = JSON.parse(last);
  const prev = new Bun.CryptoHasher("sha256").update(last).digest("hex");
  return `${JSON.stringify({ seq: seq + 1, at, type: "teleported", run, prev })}\n`;
}

test("a broken journal is named by line, with the remedy, also as data", async () => {
  const made = await STATES["story question open"]();
  const { lines, at } = breakJournal(made.project.task);
  const text = await cli(made.root, ["status"]);
  expect([text.code, text.out]).toEqual([3, ""]);
  const named = /events\.jsonl is broken at line (\d+): .* Run `multi-ai resume --from (\d+)`/.exec(
    text.err,
  );
  expect(Number(named?.[1])).toBe(at + 1);
  const seq = /--from (\d+)/.exec(text.err)![1]!;
  expect((await cli(made.root, ["log"])).code).toBe(3);
  expect((await cli(made.root, ["phase", "--json"])).json).toMatchObject({
    seq: Number(seq),
    line: expect.any(Number),
    remedy: expect.stringMatching(/^Run `multi-ai resume --from \d+`/),
  });
  const { code, json } = await cli(made.root, ["resume", "--from", seq, "--json"]);
  expect([code, json.kept < Number(seq)]).toEqual([0, true]);
  expect(readFileSync(join(made.root, json.aside), "utf8")).toBe(lines.join("\n"));
  expect(await cli(made.root, ["phase"])).toMatchObject({
    code: 0,
    out: "requirements_gathering\n",
  });
});

describe("park and resume", () => {
  test("a parked run comes back as it was, and its running task starts again", async () => {
    const made = await STATES["review running"]();
    const { out } = await cli(made.root, ["park"]);
    expect(out).toContain(
      `Run ${made.run.run} is parked in .task/parked/${made.run.run}.\nNext: multi-ai resume`,
    );
    expect(readdirSync(made.project.task).sort()).toEqual([".gitignore", "left.json", "parked"]);
    const [phase, status] = await Promise.all([
      cli(made.root, ["phase"]),
      cli(made.root, ["status", "--run", made.run.run]),
    ]);
    expect([phase.out, status.out]).toEqual([
      "idle\n",
      expect.stringContaining(" · parked · 2 of 9 tasks done · "),
    ]);
    const [alone, reset] = await Promise.all([cli(made.root, []), cli(made.root, ["reset"])]);
    for (const said of [alone.out, reset.out])
      expect(said).toBe(
        `No run here (${made.root}).\nParked: multi-ai resume ${made.run.run} brings it back\n`,
      );
    expect((await cli(made.root, ["resume"])).out).toMatch(
      /is back \(running\)\.\nNext: open Claude Code here/,
    );
    const now = readRun(made.project)!;
    expect(taskOf(now, "T3")).toMatchObject({ status: "ready", dispatch: null });
    expect(now.tasks.map((task) => task.artifact)).toEqual(
      made.run.tasks.map((task) => task.artifact),
    );
    expect(readdirSync(made.project.task)).toContain("plan-refined.json");
  });

  test("one live run: another is parked until it is over", async () => {
    const first = await STATES["story question open"]();
    await cli(first.root, ["park"]);
    const second = await makeRun({ root: first.root });
    expect(await cli(first.root, ["resume", first.run.run])).toMatchObject({
      code: 1,
      err: expect.stringContaining("park"),
    });
    expect((await cli(first.root, ["resume", "nonsense"])).err).toStartWith(
      'No parked run "nonsense"; the run here is ',
    );
    await cli(first.root, ["park"]);
    const { out } = await cli(first.root, ["status"]);
    expect(out).toContain(`\nParked: multi-ai resume ${second.run.run} brings it back\n`);
    expect(out).not.toContain("Start one");
    const { err } = await cli(first.root, ["resume"]);
    expect(err).toMatch(/^Say which run; parked: multi-ai-\w+, multi-ai-\w+\.\n/);
    await cli(first.root, ["resume", second.run.run]);
    await cli(first.root, ["cancel"]);
    expect((await cli(first.root, ["resume", first.run.run])).code).toBe(0);
    expect(readRun(first.project)!.run).toBe(first.run.run);
    expect(existsSync(join(first.project.task, "history", second.run.run, "events.jsonl"))).toBe(
      true,
    );
    await cli(first.root, ["cancel"]);
    expect((await cli(first.root, ["resume"])).err).toBe(
      `Run ${first.run.run} is over (cancelled); nothing is parked.\n`,
    );
  });

  test("a run whose agent works in a host that lives is parked, and the agent's call is held", async () => {
    const host = { pid: process.pid, start: startTime(process.pid)! };
    const made = await makeRun({ until: (now) => taskOf(now, "T1")?.status === "ready" });
    await dispatchTask(made.project, made.run, taskOf(made.run, "T1")!, host);
    const { code, out } = await cli(made.root, ["park"]);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining("The agent of T1 is denied further calls"),
    ]);
    expect(orphans(made.project)).toMatchObject([{ run: made.run.run, host }]);
  });
});

test("next goes by who has ended, as status does; the report of a cancelled run ends when it was cancelled", async () => {
  const { root, project, run } = await makeRun({
    until: (now) => taskOf(now, "T1")?.status === "ready",
  });
  await dispatchTask(project, run, taskOf(run, "T1")!, { pid: 2 ** 30, start: "1" });
  const [status, next] = await Promise.all([cli(root, ["status"]), cli(root, ["next"])]);
  expect(next.out).toStartWith("dispatch: it starts T1 Gather requirements");
  expect(next.out).toContain(/^Next: (.*)$/m.exec(status.out)![1]!);
  await cli(root, ["cancel"]);
  const report = await cli(root, ["report", "--json"]);
  expect(report.json.ended_at).toBe(readRun(project)!.updated_at);
});
