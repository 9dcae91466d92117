// Events are parsed where they enter the program: what a journal holds that this version cannot
// read is said, never guessed.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject, type Project } from "../../../src/project/project.ts";
import {
  change,
  readRun,
  readRunFast,
  recordedEvents,
  repairRun,
} from "../../../src/run/journal/change.ts";
import { startRun } from "../../../src/run/start/start-run.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { compose, type EventBody, START, scan } from "../../../src/store/journal.ts";
import { cli } from "../../cli/cli.ts";
import { allStartedHere } from "../../harness/known.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { brokenBy } from "../../store/broken.ts";

afterEach(cleanup);

const journal = (project: Project): string => join(project.task, "events.jsonl");
const snapshot = (project: Project): string => join(project.task, "snapshot.json");
const deliver = (project: Project) =>
  change(project, () => [{ do: "deliver", directive: "d", session: "s", reminder: false }]);

/** A project with a live run; its journal is one decision of many lines. */
function live(): Project {
  const project = findProject(makeProject());
  const options = { workflow: "multi-ai", request: "x", auto: false, settings: DEFAULT_SETTINGS };
  startRun(project, { ...options, session: "s", host: null });
  return project;
}

/** Adds lines whose chain holds, as another program would that can write files. */
function append(project: Project, ...events: EventBody[]): void {
  const { position } = scan(readFileSync(journal(project)), START, () => {});
  appendFileSync(journal(project), compose(events, position, new Date().toISOString()).text);
}

describe("a line that this version cannot read", () => {
  const run = (project: Project): string => readRunFast(project)!.run;
  const lines = (project: Project): number =>
    readFileSync(journal(project), "utf8").trimEnd().split("\n").length;

  test.each<[string, (run: string) => EventBody, string]>([
    [
      "with a missing field",
      (run) => ({ type: "task_blocked", run, task: "T2" }),
      "task_blocked.by: found nothing, expected array",
    ],
    [
      "with a value that is none of those it can be",
      (run) => ({ type: "ended", run, status: "won", reason: "" }),
      'ended.status: found "won", expected one of "complete", "failed", "cancelled"',
    ],
  ])("%s is named, with its number and what helps", (_name, event, problem) => {
    const project = live();
    append(project, {
      type: "delivered",
      run: run(project),
      directive: "a",
      session: "s",
      reminder: false,
    });
    append(project, event(run(project)));
    const at = lines(project);
    for (const work of [
      () => readRun(project),
      () => deliver(project),
      () => recordedEvents(project),
    ]) {
      const error = brokenBy(work);
      expect([error.line, error.seq, error.problem]).toEqual([at, at, problem]);
      expect(error.inWords((one) => one)).toContain(
        `broken at line ${at}: ${problem}. Run \`resume --from ${at}\``,
      );
    }
    expect(lines(project)).toBe(at);
  });

  test("of a later version is no damage: to go on the plugin is updated, and nothing of the run is left out", () => {
    const project = live();
    append(project, { type: "vote_cast", run: run(project), seat: "architect" });
    const at = lines(project);
    for (const work of [
      () => readRun(project),
      () => deliver(project),
      () => recordedEvents(project),
    ]) {
      const told = brokenBy(work).inWords((one) => one);
      expect(told).toContain(
        `A later version of the plugin continued this run: line ${at} of .task/events.jsonl`,
      );
      expect(told).toContain('found "vote_cast"');
      expect(told).toContain("run `claude plugin update multi-ai@multi-ai`");
      expect(told).not.toContain("resume --from");
    }
    expect(lines(project)).toBe(at);
  });

  test.each([
    ["an earlier version began", undefined, "An earlier version of the plugin wrote this run"],
    ["a later version began", 2, "A later version of the plugin continued this run"],
  ])("a run that %s is refused in one line, and stays as it is", async (_who, form, words) => {
    const project = live();
    const events = recordedEvents(project).map(
      ({ seq: _s, at: _a, prev: _p, batch: _b, ...event }) => event,
    );
    const [first, ...more] = events as unknown as EventBody[];
    const begun = { ...first!, form } as EventBody;
    rmSync(snapshot(project), { force: true });
    writeFileSync(
      journal(project),
      compose([begun, ...more], START, new Date().toISOString()).text,
    );
    allStartedHere(project.root);
    const before = readFileSync(journal(project));
    const { code, out, err } = await cli(project.root, ["status"]);
    expect([code, `${out}${err}`]).toEqual([3, expect.stringContaining(words)]);
    expect(readFileSync(journal(project))).toEqual(before);
  });

  test("reset archives a run of an earlier version as it is", async () => {
    const project = live();
    const [first] = recordedEvents(project) as unknown as EventBody[];
    const {
      seq: _s,
      at: _a,
      prev: _p,
      batch: _b,
      form: _f,
      ...begun
    } = first as Record<string, unknown>;
    rmSync(snapshot(project), { force: true });
    const { text } = compose([begun as EventBody], START, new Date().toISOString());
    writeFileSync(journal(project), text);
    allStartedHere(project.root);
    const { code, json } = await cli(project.root, ["reset", "--json"]);
    expect([code, existsSync(journal(project))]).toEqual([0, false]);
    expect(readFileSync(join(project.root, json.folder, "events.jsonl"), "utf8")).toBe(text);
  });

  test("is left out by what the message says, and kept aside; the run goes on", () => {
    const project = live();
    const before = readRun(project)!;
    append(project, { type: "task_blocked", run: before.run, task: "T2" });
    const whole = readFileSync(journal(project));
    const { seq } = brokenBy(() => readRun(project));
    const { kept, aside } = repairRun(project, seq);
    expect(kept).toBe(before.seq);
    expect(readFileSync(aside!)).toEqual(whole);
    expect(readRun(project)).toEqual(before);
    expect(deliver(project).events).toHaveLength(1);
  });
});

describe("what is parsed", () => {
  /** The run's journal, with a field of its last line as nobody may write it. */
  function altered(): Project {
    const project = live();
    const { run } = readRun(project)!;
    append(project, { type: "delivered", run, directive: "a", session: "s", reminder: "no" });
    return project;
  }

  test("a snapshot of this version covers what was parsed when it was made", () => {
    const project = live();
    deliver(project);
    const covered = readFileSync(snapshot(project));
    expect(readRun(project)).toEqual(readRunFast(project));
    // Another version's covers nothing: each line is parsed again, and all of them hold.
    writeFileSync(
      snapshot(project),
      covered.toString().replace(/"fold":"[^"]*"/, '"fold":"0.0.0"'),
    );
    expect(readRun(project)).not.toBeNull();
    rmSync(snapshot(project));
    expect(readRun(project)).not.toBeNull();
    expect(deliver(project).events).toHaveLength(1);
    expect(existsSync(snapshot(project))).toBe(true);
  });

  test("a line behind the snapshot is parsed before anything is decided on it", () => {
    const project = altered();
    const before = readFileSync(journal(project));
    expect(brokenBy(() => deliver(project)).problem).toContain("delivered.reminder");
    expect(readFileSync(journal(project))).toEqual(before);
  });
});
