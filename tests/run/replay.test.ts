// A run judged again from what it has kept: the same as it was recorded, and each thing that was changed since by its name.
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { findProject, type Project } from "../../src/project/project.ts";
import { archiveRun } from "../../src/run/kept-runs.ts";
import { type Replay, replay } from "../../src/run/replay.ts";
import { recordedEvents } from "../../src/run/run.ts";
import { compose, type EventBody, type Position, START } from "../../src/store/journal.ts";
import { putObject } from "../../src/store/objects.ts";
import { cli } from "../cli/cli.ts";
import { COUNCIL_RUN, makeCouncilRun } from "../cli/make-council-run.ts";
import { STATES } from "../cli/make-run.ts";
import { makeTeamRun } from "../cli/make-team-run.ts";
import { honestCouncil, isVote, revision, SEAT_IDS, seatOf } from "../harness/council.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterAll(cleanup);

/** Two rounds of votes; one of the seats is an external model. */
const made = await makeCouncilRun({
  worker: honestCouncil((brief) =>
    isVote(brief) && seatOf(brief) === "deepseek-code" && brief.round === 1 ? revision(brief) : undefined,
  ),
  external: { "grok-devil": { provider: "xai", model: "grok-4" } },
  until: (run) => run.tasks.some((task) => task.gate === "snapshot" && task.status === "ready"),
});

/** A copy of that run. */
function copy(): Project {
  const root = join(tempDir(), "project");
  cpSync(made.root, root, { recursive: true });
  return findProject(root);
}

const acceptedOf = (project: Project, title: string) =>
  recordedEvents(project).find(
    (event): event is Extract<Recorded, { type: "accepted" }> =>
      event.type === "accepted" && made.run.tasks.find((task) => task.id === event.task)?.subject === title,
  )!;

/** Writes the journal anew, with a right chain, as somebody does who knows how it is made. */
function forge(project: Project, change: (event: Recorded) => object): void {
  const path = join(project.task, "events.jsonl");
  let position: Position = START;
  let text = "";
  let batch: EventBody[] = [];
  for (const event of recordedEvents(project)) {
    const { seq: _seq, at, batch: part = [1, 1], prev: _prev, ...body } = { ...event, ...change(event) };
    batch.push(body as unknown as EventBody);
    if (part[0] !== part[1]) continue;
    const lines = compose(batch, position, at);
    text += lines.text;
    position = { ...position, head: lines.last, seq: position.seq + batch.length, at };
    batch = [];
  }
  writeFileSync(path, text);
  rmSync(join(project.task, "snapshot.json"), { force: true });
}

const differences = async (project: Project): Promise<string[]> =>
  (await replay(project))!.differences.map(({ seq, task, what }) => `${seq} ${task} ${what}`);

/** Every file below a folder, with its size and time. */
const filesBelow = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).sort().map((name) => {
    const { size, mtimeMs, ino } = statSync(join(folder, name));
    return `${name} ${size} ${mtimeMs} ${ino}`;
  });

describe("a run of the council", () => {
  test("is judged as it was: each vote, and the count after each round", async () => {
    const found = (await replay(made.project))!;
    expect(found).toMatchObject({ run: COUNCIL_RUN, same: true, differences: [] });
    expect(found.verdicts.map((one) => one.title.replace(/^Vote - /, ""))).toEqual([
      ...SEAT_IDS,
      "deepseek-code v2",
      ...SEAT_IDS.filter((id) => id !== "deepseek-code").map((id) => `${id} v2`),
    ]);
    expect(found.verdicts[3]!.said).toMatch(/^REVISE of plan [0-9a-f]{12}$/);
    expect(found.verdicts[4]!.model).toBe("xai/grok-4");
    const tallies = found.rounds.map((one) => one.tally);
    expect(tallies[0]).toMatch(/^plan 1 \([0-9a-f]{12}\) not approved; 5 of 6 .*; changes asked for by deepseek-code;/);
    expect(tallies.at(-1)).toMatch(/^plan 2 \([0-9a-f]{12}\) approved; 6 of 6 seats approve; 2 models of 2 vendors$/);
    // What the program found out, and what looked at the project's folders, is told and not counted.
    const { tasks } = made.run;
    const unchecked = tasks.filter((task) => task.acceptedSeq > 0 && (task.who.program || task.gate === "audit"));
    expect(found.unchecked.map((one) => one.task)).toEqual(unchecked.map((task) => task.id));
    expect(found.unchecked.find((one) => one.what.startsWith("its check looks at"))!.task).toBe(
      tasks.find((task) => task.gate === "audit")!.id,
    );
    expect(found.judged).toBe(tasks.filter((task) => task.acceptedSeq > 0).length - unchecked.length);
  });

  test("is told by the verb, which writes nothing; also with --json, and from the archive", async () => {
    const project = copy();
    const before = filesBelow(project.root);
    const told = await cli(project.root, ["log", "--replay"]);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(/T\d+ Vote - grok-devil: APPROVE of plan [0-9a-f]{12} \(xai\/grok-4\)\n/);
    expect(told.out).toContain("vote: plan 2 (");
    expect(told.out.trimEnd().split("\n").at(-1)).toMatch(/^same: \d+ results judged again$/);
    expect(filesBelow(project.root)).toEqual(before);
    archiveRun(project, made.run);
    const archived = await cli(project.root, ["log", "--replay", "--json", "--run", COUNCIL_RUN]);
    expect([archived.code, archived.json.same]).toEqual([0, true]);
  });

  test("differs where the object of an artifact was changed, or is gone", async () => {
    const project = copy();
    const vote = acceptedOf(project, "Vote - gpt4o-product");
    const plan = acceptedOf(project, "Plan - deepseek-code");
    writeFileSync(join(project.task, "objects", vote.artifact), "{}");
    rmSync(join(project.task, "objects", plan.artifact));
    const found = await differences(project);
    for (const one of [plan, vote])
      expect(found.filter((line) => line.startsWith(`${one.seq} ${one.task} its result `))).toHaveLength(1);
    const told = await cli(project.root, ["log", "--replay"]);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/\ndiffers in \d+ points?; /);
  });

  test("differs where a raw answer was changed, in its object or by another object", async () => {
    const project = copy();
    const { raw, seq, task } = acceptedOf(project, "Vote - grok-devil");
    const path = join(project.task, "objects", raw!);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("APPROVE", "REJECT"));
    expect(await differences(project)).toEqual([expect.stringContaining(`${seq} ${task} its raw answer `)]);

    const other = copy();
    const sha = putObject(other.task, text.replace("APPROVE", "REJECT"));
    forge(other, (event) => (event.seq === seq ? { raw: sha } : {}));
    expect(await differences(other)).toEqual([`${seq} ${task} its result is not what its raw answer says`]);
  });

  test("differs where the journal says something else of a vote, by the name of the fact", async () => {
    const project = copy();
    const { seq, task, facts } = acceptedOf(project, "Vote - deepseek-code");
    forge(project, (event) => (event.seq === seq ? { facts: { ...facts, vote: "APPROVE" } } : {}));
    expect(await differences(project)).toContainEqual(
      `${seq} ${task} facts.vote: the journal has "APPROVE", its result says "REVISE"`,
    );
  });

  test("differs where the journal says of a vote that it ended the round otherwise", async () => {
    const project = copy();
    const last = acceptedOf(project, "Vote - mistral-security");
    const next = recordedEvents(project).find((event) => event.seq > last.seq && event.type === "task_created")!;
    forge(project, (event) => (event.seq === next.seq ? { subject: "Synthesis of another" } : {}));
    expect(await differences(project)).toEqual([
      `${last.seq} ${last.task} what followed: the journal has task_created (event ${next.seq}), the votes lead to task_created`,
    ]);
  });

  test("differs where an artifact is of another dispatch", async () => {
    const project = copy();
    const vote = acceptedOf(project, "Vote - claude-architecture");
    forge(project, (event) =>
      event.type === "dispatched" && event.task === vote.task ? { nonce: "ab".repeat(32) } : {},
    );
    expect(await differences(project)).toContainEqual(
      `${vote.seq} ${vote.task} its result belongs to another start of the task`,
    );
  });

  test("is broken where a line of the journal was changed", async () => {
    const project = copy();
    const path = join(project.task, "events.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replace('"vote":"REVISE"', '"vote":"APPROVE"'));
    expect((await cli(project.root, ["log", "--replay"])).code).toBe(3);
  });
});

/** What stands there no more is missed by no check: what a kind looks at beside the record is what it says that it sees. */
describe.each<[string, () => Promise<{ root: string; project: Project }>]>([
  ["the council", () => Promise.resolve({ root: copy().root, project: made.project })],
  ["the chain", STATES["complete after fixes and a waiver"]],
  [
    "the team",
    () =>
      makeTeamRun({
        answer: ({ options }) => ({ option: options[0]!, text: null }),
        until: (run) => run.tasks.filter((task) => task.status === "done").length > 12,
      }),
  ],
])("%s", (_name, make) => {
  test("is judged as it was where the project's files are others by now", async () => {
    const { root } = await make();
    const project = findProject(root);
    const there: Replay = (await replay(project))!;
    expect(there.differences).toEqual([]);
    for (const name of readdirSync(root))
      if (![".git", ".task"].includes(name)) rmSync(join(root, name), { recursive: true });
    for (const name of readdirSync(project.task))
      if (!["objects", "events.jsonl"].includes(name)) rmSync(join(project.task, name), { recursive: true });
    const gone = (await replay(project))!;
    expect(gone.differences).toEqual([]);
    expect(gone.judged).toBe(there.judged);
    expect(gone.judged).toBeGreaterThan(2);
  });
});
