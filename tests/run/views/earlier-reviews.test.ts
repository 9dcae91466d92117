// A review whose reviewer looks again stays readable, under one scheme of names in all workflows.
// Runs: in full too.
// Not in npm test: ^the team keeps
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeOutputs } from "../../../src/run/publish/outputs.ts";
import { cli } from "../../cli/cli.ts";
import { type MadeRun, makeRun } from "../../cli/made/make-run.ts";
import { makeTeamRun } from "../../cli/made/make-team-run.ts";
import { cleanup } from "../../harness/project.ts";
import { planObjection } from "../../harness/workers.ts";

afterAll(cleanup);

const answers = { story: { option: "approve", text: null } };
const read = ({ root }: MadeRun, path: string): string => readFileSync(join(root, path), "utf8");
const statusOf = (made: MadeRun, path: string): unknown => JSON.parse(read(made, path)).status;
const oneLine = (text: string): string => text.replace(/\s+/g, " ");

const FIRST = ".task/earlier/review-sonnet.v1.json";
const SECOND = ".task/earlier/review-sonnet.v2.json";

/** Sonnet asks for changes twice, and then approves. */
const twice = (): Promise<MadeRun> =>
  makeRun({
    answers,
    worker: (brief) =>
      brief.writes.endsWith("/review-sonnet.json") && brief.round <= 2
        ? planObjection(brief)
        : undefined,
  });

describe("the chain", () => {
  test("keeps each review that a later one overwrites; status, report and explain name it", async () => {
    const made = await twice();
    expect([FIRST, SECOND, ".task/review-sonnet.json"].map((path) => statusOf(made, path))).toEqual(
      ["needs_changes", "needs_changes", "approved"],
    );
    const [first, second] = made.run.tasks
      .filter((task) => task.outcome === "needs_changes")
      .map(({ id }) => id);
    expect(oneLine((await cli(made.root, ["status"])).out)).toContain(
      `Earlier reviews: ${FIRST} (${first}), ${SECOND} (${second})`,
    );
    const report = await cli(made.root, ["report", "--json"]);
    expect(report.json.earlier_reviews).toEqual([
      { task: first, path: FIRST },
      { task: second, path: SECOND },
    ]);
    expect((await cli(made.root, ["report", "--md"])).out).toContain(`${first}: ${FIRST}`);
    expect(oneLine((await cli(made.root, ["explain", first!])).out)).toContain(
      `Its review is kept in ${FIRST}`,
    );
  });

  test("writes it again from the record when it is gone or was changed, and archives it with the run", async () => {
    const made = await twice();
    const text = read(made, FIRST);
    rmSync(join(made.root, FIRST));
    writeFileSync(join(made.root, SECOND), "mine\n");
    expect(writeOutputs(made.project, made.run)).toEqual({
      written: [FIRST, SECOND],
      problems: [],
    });
    expect([read(made, FIRST), statusOf(made, SECOND)]).toEqual([text, "needs_changes"]);
    expect((await cli(made.root, ["reset"])).code).toBe(0);
    expect(existsSync(join(made.root, FIRST))).toBe(false);
    expect(read(made, FIRST.replace(".task", `.task/history/${made.run.run}`))).toBe(text);
  });

  test("has none where everybody approves at once", async () => {
    const made = await makeRun({ answers });
    expect(existsSync(join(made.root, ".task/earlier"))).toBe(false);
    expect((await cli(made.root, ["status"])).out).not.toContain("Earlier reviews");
  });
});

test("the team keeps what a reviewer wrote before the owner's fix, beside no gate", async () => {
  const made = await makeTeamRun({
    answer: ({ kind, options }) =>
      kind === "peer-escalation"
        ? { option: "answer", text: "A" }
        : { option: options[0]!, text: null },
  });
  const path = "pipeline/earlier/code-review/by-frontend.v1.md";
  expect(read(made, path)).toContain("REVIEW: CHANGES REQUESTED");
  expect(read(made, "pipeline/code-review/by-frontend.md")).not.toContain(
    "REVIEW: CHANGES REQUESTED",
  );
  expect(
    readdirSync(join(made.root, "pipeline/gates")).filter((name) => /\.v\d/.test(name)),
  ).toEqual([]);
  const task = made.run.tasks.find((one) => one.gate === "peer:frontend")!;
  expect(oneLine((await cli(made.root, ["explain", task.id])).out)).toContain(
    `Its review is kept in ${path}`,
  );
});
