import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { startTime } from "../../scripts/adapters/process-identity.ts";
import { readRun } from "../../scripts/adapters/run-store.ts";
import { taskOf } from "../../scripts/engine/run.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { cli } from "./cli.ts";
import { dispatchTask, type MadeRun, makeRun, STATES } from "./make-run.ts";

setDefaultTimeout(30_000);
afterAll(cleanup);

const stateFile = (root: string) => JSON.parse(readFileSync(join(root, ".task/state.json"), "utf8"));
const lastEvents = ({ project }: MadeRun, count: number): string[] =>
  readFileSync(join(project.task, "events.jsonl"), "utf8")
    .trim()
    .split("\n")
    .slice(-count)
    .map((line) => JSON.parse(line).type);

describe("status, phase and next agree with state.json", () => {
  test.each(Object.keys(STATES) as (keyof typeof STATES)[])("%s, also from a subfolder", async (name) => {
    const { root } = await STATES[name]();
    const folder = join(root, "src/deep er");
    mkdirSync(folder, { recursive: true });
    const [status, phase, next, alone, text] = await Promise.all([
      cli(folder, ["status", "--json"]),
      cli(folder, ["phase"]),
      cli(folder, ["next", "--json"]),
      cli(folder, ["--json"]),
      cli(folder, ["status"]),
    ]);
    const state = stateFile(root);
    const tasks = JSON.parse(readFileSync(join(root, ".task/pipeline-tasks.json"), "utf8")).tasks;
    for (const one of [status.json, next.json, alone.json])
      expect(one).toMatchObject({ run: state.run, workflow: "multi-ai", status: state.status, phase: state.phase });
    expect([phase.out, phase.code]).toEqual([`${state.phase}\n`, 0]);
    expect(status.json.questions[0]?.id).toBe(state.question?.id);
    const byId = (list: { id: string; status: string }[]) =>
      Object.fromEntries(list.map((one) => [one.id, one.status]));
    expect(byId(status.json.tasks)).toEqual(byId(tasks));
    for (const gate of Object.values<number>(state.rounds)) expect(gate).toBeLessThanOrEqual(2);
    expect(Object.values(state.rounds)).toEqual(status.json.reviewers.map((one: { rounds: number }) => one.rounds));
    expect(text.out).toContain(` · ${state.status} · `);
    expect(text.out.split("\n").length).toBeLessThan(42);
    expect(existsSync(join(folder, ".task"))).toBe(false);
  });

  test("deleted folds are back after any verb", async () => {
    const { root } = await STATES["review running"]();
    const names = ["state.json", "pipeline-tasks.json", "live"];
    const read = () => names.map((name) => readFileSync(join(root, ".task", name), "utf8"));
    const before = read();
    for (const name of names) rmSync(join(root, ".task", name));
    await cli(root, ["phase"]);
    expect(read()).toEqual(before);
  });
});

test("next --json is the directive with what the main thread has to pass", async () => {
  const { root, run } = await makeRun({ until: (now) => taskOf(now, "T1")?.status === "ready" });
  expect((await cli(root, ["next", "--json"])).json).toEqual({
    run: run.run,
    workflow: "multi-ai",
    status: "running",
    phase: "requirements_gathering",
    directive: {
      id: "dispatch:T1.1",
      do: "dispatch",
      why: "T1 is ready: nothing that it waits for is left",
      dispatch: [
        {
          task: "T1",
          tool: "Agent",
          agent: "multi-ai:requirements-gatherer",
          model: "opus",
          description: "T1 Gather requirements",
          prompt: "T1",
          writes: ".task/user-story.json",
        },
      ],
      mirror: [],
      ask: null,
    },
  });
});

test("next --proceed decides nothing where no checkpoint is open", async () => {
  const made = await STATES["story question open"]();
  const { code, err } = await cli(made.root, ["next", "--proceed"]);
  expect([code, readRun(made.project)]).toEqual([1, made.run]);
  expect(err).toMatch(
    /^No checkpoint is open\.\nQ1 · Is this user story what you want\?[\s\S]*multi-ai decide <A, B, …>/,
  );
});

describe("decide", () => {
  const accepted: [string[], object][] = [
    [["A"], { option: "approve", text: null }],
    [["approve"], { option: "approve", text: null }],
    [["Approve"], { option: "approve", text: null }],
    [["B", "--reason", "Shorter, please"], { option: "correct", text: "Shorter, please" }],
    [["B - shorter"], { option: "correct", text: "shorter" }],
    [["--reason", "approve? no: shorter"], { option: "correct", text: "approve? no: shorter" }],
    [
      ["correct", "--reason", '--question Q7 "$(x)"', "--question", "Q1"],
      { option: "correct", text: '--question Q7 "$(x)"' },
    ],
  ];
  test.each(accepted)("%j answers the story, recorded as the person's own from outside", async (args, answer) => {
    const made = await STATES["story question open"]();
    const { code, out } = await cli(made.root, ["decide", ...args]);
    expect(readRun(made.project)!.decisions).toMatchObject([{ question: "Q1", via: "cli", ...answer }]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^Recorded: Q1 is answered[\s\S]*\nNext: /)]);
  });

  const refused: [string[], number, RegExp][] = [
    [["B"], 1, /counts only with a reason: multi-ai decide correct --question Q1 --reason/],
    [[], 2, /Say which option of Q1: A Approve, B Correct, C Stop/],
    [["aprove"], 2, /"aprove" is no option of Q1; .*; did you mean approve\?/],
    [["approve it but shorter"], 2, /is no option of Q1/],
    [["D"], 2, /"D" is no option of Q1/],
    [["A", "--question", "Q9"], 1, /Question Q9 is not open; open: Q1/],
    [["change"], 2, /Say the new request/],
  ];
  test.each(refused)("%j is not recorded (exit %d)", async (args, exit, said) => {
    const made = await STATES["story question open"]();
    const { code, err } = await cli(made.root, ["decide", ...args]);
    expect([code, readRun(made.project)]).toEqual([exit, made.run]);
    expect(err).toMatch(said);
  });

  test("an artifact's question takes its own words, and a reason beside them", async () => {
    const made = await STATES["artifact questions open"]();
    await cli(made.root, ["decide", "b", "--reason", "we are reserved"]);
    expect(readRun(made.project)!.decisions).toMatchObject([{ option: "answer", text: "Cool: we are reserved" }]);
  });

  test("a new request asks where to go on", async () => {
    const made = await STATES["review running"]();
    const { code, out } = await cli(made.root, ["decide", "change", "--reason", "Say it in French"]);
    expect([code, lastEvents(made, 1)]).toEqual([0, ["asked"]]);
    expect(out).toMatch(/^The request changes once you say where to go on:\nQ2 [\s\S]*New: Say it in French/);
    await cli(made.root, ["decide", "go_on"]);
    expect(readRun(made.project)!.request.text).toBe("Say it in French");
  });

  test("a waiver is recorded as one", async () => {
    const made = await STATES["provider failed"]();
    await cli(made.root, ["decide", "waive", "--reason", "No login here"]);
    expect(taskOf(readRun(made.project)!, "T5")!.waiver).toEqual({ kind: "waived", reason: "No login here" });
  });

  test("stop ends the run", async () => {
    const made = await STATES.escalation();
    const { json } = await cli(made.root, ["decide", "stop", "--json"]);
    expect([json.status, stateFile(made.root).status]).toEqual(["cancelled", "cancelled"]);
  });

  test("a session that lives is said to hear of it", async () => {
    const host = { pid: process.pid, start: startTime(process.pid)! };
    const { root } = await makeRun({ host });
    expect((await cli(root, ["decide", "A"])).out).toContain("hears of it at its next prompt or notification");
  });

  test.each(["complete", "cancelled"] as const)("a run that is %s has nothing to decide", async (name) => {
    const { root } = await STATES[name]();
    expect(await cli(root, ["decide", "A"])).toMatchObject({ code: 1, err: expect.stringContaining("is over") });
  });
});

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
    expect(readdirSync(made.project.task).sort()).toEqual([".gitignore", "history", "more", "notes.md"]);
    for (const [path, text] of Object.entries(own)) expect(readFileSync(join(made.root, path), "utf8")).toBe(text);
    expect(readFileSync(join(made.root, json.folder, "events.jsonl"), "utf8")).toBe(journal);
    const [phase, gone, status, report, log, runs, bad] = await Promise.all([
      cli(made.root, ["phase"]),
      cli(made.root, ["report"]),
      cli(made.root, ["status", "--run", made.run.run]),
      cli(made.root, ["report", "--run", made.run.run, "--json"]),
      cli(made.root, ["log", "--run", made.run.run, "--json"]),
      cli(made.root, ["log", "--runs", "--json"]),
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
    expect(runs.json.archived).toMatchObject([{ run: made.run.run, status: "complete" }]);
    expect([bad.code, bad.err]).toEqual([1, expect.stringContaining(`known: ${made.run.run}`)]);
    expect(readdirSync(made.project.task).sort()).toEqual([".gitignore", "history", "more", "notes.md"]);
  });

  test("ends a live run first, and its project is found without git from a subfolder", async () => {
    const root = makeProject({ git: false });
    const { run } = await makeRun({ root });
    await cli(join(root, "src"), ["reset"]);
    const { json } = await cli(join(root, "src"), ["log", "--runs", "--json"]);
    expect(json.archived).toMatchObject([{ run: run.run, status: "cancelled", reason: "reset by the person" }]);
  });
});

describe("cancel", () => {
  test("ends a live run, once", async () => {
    const { root } = await STATES["review running"]();
    expect((await cli(root, ["cancel"])).out).toMatch(/is cancelled\..*\nNext: \/multi-ai <request>/);
    expect(stateFile(root)).toMatchObject({ status: "cancelled", blocker_reason: "cancelled by the person" });
    expect(await cli(root, ["cancel"])).toMatchObject({ code: 1, err: expect.stringContaining("over already") });
  });

  test("--force leaves no live run behind", async () => {
    const { root } = await STATES["review running"]();
    expect(existsSync(join(root, ".task/live"))).toBe(true);
    expect((await cli(root, ["cancel", "--force"])).code).toBe(0);
    expect([stateFile(root).status, existsSync(join(root, ".task/live"))]).toEqual(["cancelled", false]);
  });

  const broken: [string, (journal: string) => void][] = [
    ["altered", (journal) => writeFileSync(journal, readFileSync(journal, "utf8").replace(/"T3"(?=.*\n$)/, '"T4"'))],
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
  test.each(broken)("--force sets a run aside whose journal is %s", async (_, harm) => {
    const { root, project, run } = await STATES["review running"]();
    writeFileSync(join(project.task, "mine.txt"), "mine");
    harm(join(project.task, "events.jsonl"));
    expect((await cli(root, ["status"])).code).toBe(3);
    expect((await cli(root, ["cancel"])).code).toBe(3);
    const { code, json } = await cli(root, ["cancel", "--force", "--json"]);
    expect([code, json.folder]).toEqual([0, expect.stringContaining(`.task/history/unreadable-${run.run}-`)]);
    expect(readdirSync(project.task).sort()).toEqual([".gitignore", "history", "mine.txt"]);
    expect((await cli(root, ["phase"])).out).toBe("idle\n");
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
  const path = join(made.project.task, "events.jsonl");
  const lines = readFileSync(path, "utf8").split("\n");
  // Only the whole journal tells: the snapshot has to be out of the way.
  lines[11] = lines[11]!.replace('"done"', '"gone"');
  rmSync(join(made.project.task, "snapshot.json"));
  writeFileSync(path, lines.join("\n"));
  const text = await cli(made.root, ["status"]);
  expect([text.code, text.out]).toEqual([3, ""]);
  expect(text.err).toMatch(/events\.jsonl is broken at line 1[23]: .* Run `multi-ai resume --from (\d+)`/);
  const seq = /--from (\d+)/.exec(text.err)![1]!;
  expect((await cli(made.root, ["log"])).code).toBe(3);
  expect((await cli(made.root, ["phase", "--json"])).json).toMatchObject({
    seq: Number(seq),
    line: expect.any(Number),
  });
  const { code, json } = await cli(made.root, ["resume", "--from", seq, "--json"]);
  expect([code, json.kept < Number(seq)]).toEqual([0, true]);
  expect(readFileSync(join(made.root, json.aside), "utf8")).toBe(lines.join("\n"));
  expect(await cli(made.root, ["phase"])).toMatchObject({ code: 0, out: "requirements_gathering\n" });
});

describe("park and resume", () => {
  test("a parked run comes back as it was, and its running task starts again", async () => {
    const made = await STATES["review running"]();
    const { out } = await cli(made.root, ["park"]);
    expect(out).toContain(`Run ${made.run.run} is parked in .task/parked/${made.run.run}.\nNext: multi-ai resume`);
    expect(readdirSync(made.project.task).sort()).toEqual([".gitignore", "parked"]);
    const [phase, status] = await Promise.all([
      cli(made.root, ["phase"]),
      cli(made.root, ["status", "--run", made.run.run]),
    ]);
    expect([phase.out, status.out]).toEqual(["idle\n", expect.stringContaining(" · parked · running · ")]);
    expect((await cli(made.root, ["resume"])).out).toMatch(
      /is back \(plan_review_sonnet\)\.\nNext: open Claude Code here/,
    );
    const now = readRun(made.project)!;
    expect(taskOf(now, "T3")).toMatchObject({ status: "ready", dispatch: null });
    expect(now.tasks.map((task) => task.artifact)).toEqual(made.run.tasks.map((task) => task.artifact));
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
    await cli(first.root, ["cancel"]);
    expect((await cli(first.root, ["resume", first.run.run])).code).toBe(0);
    expect(readRun(first.project)!.run).toBe(first.run.run);
    expect(existsSync(join(first.project.task, "history", second.run.run, "events.jsonl"))).toBe(true);
  });

  test("a run whose agent works in a host that lives is not parked", async () => {
    const host = { pid: process.pid, start: startTime(process.pid)! };
    const made = await makeRun({ until: (now) => taskOf(now, "T1")?.status === "ready" });
    dispatchTask(made.project, made.run, taskOf(made.run, "T1")!, host);
    expect(await cli(made.root, ["park"])).toMatchObject({ code: 1, err: expect.stringContaining("at work on T1") });
    expect(existsSync(join(made.project.task, "parked"))).toBe(false);
  });

  test("a live run is gone on with in the host, whoever owns it", async () => {
    const { root } = await STATES["story question open"]();
    expect((await cli(root, ["resume"])).out).toContain("Next: open Claude Code here and type /multi-ai:resume");
    const host = { pid: process.pid, start: startTime(process.pid)! };
    const owned = await makeRun({ host });
    expect((await cli(owned.root, ["resume"])).out).toContain(`at work (process ${process.pid})`);
    expect((await cli(owned.root, ["resume", "--force"])).out).toContain("type /multi-ai:resume --force");
  });
});

test("log has one line for each event, and says which runs there are", async () => {
  const { root, run } = await STATES["story question open"]();
  const [text, runs] = await Promise.all([cli(root, ["log"]), cli(root, ["log", "--runs"])]);
  expect(text.out.trimEnd().split("\n")).toHaveLength(run.seq);
  expect(text.out).toMatch(/\n {2}13 {2}\S+Z {2}asked T1 question=Q1 kind=story options=approve,correct,stop\n$/);
  expect(runs.out).toStartWith(`${run.run}  here  waiting_for_user  `);
});

test("text of a request cannot move the terminal's cursor or its reading direction", async () => {
  const { root } = await makeRun({ request: "Be \u001b[2Jkind\u0007\u202e\u009b31m\r\nand calm" });
  const said = await Promise.all(
    [[], ["status"], ["report"], ["log"], ["next"], ["log", "--runs"]].map((args) => cli(root, args)),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
  for (const { out } of said) expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(said[1]!.out).toContain("Request: Be [2Jkind31m and calm");
});

test("a reader that has seen enough is no fault", async () => {
  const { root } = await STATES["story question open"]();
  const program = join(import.meta.dir, "..", "..", "scripts", "cli", "main.ts");
  const line = `"$0" "$1" log --json | head -c 10; "$0" "$1" phase`;
  const { stdout, stderr } = Bun.spawnSync(["sh", "-c", line, process.execPath, program], { cwd: root });
  expect([stdout.toString(), stderr.toString()]).toEqual(['{\n  "run":requirements_gathering\n', ""]);
});

test("a .task that is not the person's own folder is named", async () => {
  const root = makeProject();
  const elsewhere = tempDir();
  writeFileSync(join(elsewhere, "events.jsonl"), "");
  symlinkSync(elsewhere, join(root, ".task"));
  expect(await cli(root, ["status"])).toMatchObject({
    code: 3,
    err: expect.stringMatching(/\.task is a symbolic link\. .*move it away/),
  });
});
