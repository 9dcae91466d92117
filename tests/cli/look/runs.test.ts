// The runs of a project: what came of each and what it took.
// Runs: in full too.
// Not in npm test: ^a run stands in the list
import { afterAll, expect, test } from "bun:test";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, makeProject } from "../../harness/project.ts";
import { cli } from "../cli.ts";
import { dispatchTask, makeRun, STATES } from "../made/make-run.ts";

afterAll(cleanup);

test("the newest comes first; one that cannot be read stays on the list", async () => {
  const made = await STATES["complete after fixes and a waiver"]();
  const { root, run } = made;
  const alone = await cli(root, ["runs", "--json"]);
  expect(alone.json.runs).toMatchObject([
    { run: run.run, kept: "here", status: "complete", workflow: "multi-ai" },
  ]);
  const before = (await cli(root, ["runs"])).out;
  expect(before).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d /m);
  expect(before).toMatch(/run +outcome +started by/);
  expect(before.replace(/\s+/g, " ")).toContain(
    `${run.run} complete /multi-ai ${run.request.text}`,
  );
  const status = (await cli(root, ["status"])).out;
  expect(status).toContain(" · 3 findings: 2 fixed, 1 accepted as it is · ");
  expect(status).not.toContain("Open findings");
  await cli(root, ["reset"]);
  const { run: next } = await makeRun({ root });
  const two = await cli(root, ["runs", "--json"]);
  expect(two.json.runs.map((one: { run: string; kept: string }) => [one.run, one.kept])).toEqual([
    [next.run, "here"],
    [run.run, "archived"],
  ]);
  writeFileSync(join(root, ".task/history", run.run, "events.jsonl"), "spoilt\n");
  appendFileSync(
    join(root, ".task/history/index.jsonl"),
    `${["plan-phase", "verify-work"].map((entry) => JSON.stringify({ run: `phases-${entry}`, workflow: "phases", entry, request: "Phase 1" })).join("\n")}\n` +
      '{"run":"multi-ai-gone","request":"\\u001b[2Jold","tokens":"5","unpriced":3,"created_at":[]}\n{torn',
  );
  const three = await cli(root, ["runs"]);
  expect(three.code).toBe(0);
  expect(three.out).toContain(run.run);
  expect(three.out).toContain("multi-ai-gone");
  expect(three.out).toContain("/multi-ai:plan-phase Phase 1\n");
  expect(three.out).toContain("/multi-ai:verify-work Phase 1\n");
  expect(three.out).not.toContain("\u001b");
});

test("a run stands in the list by the word that status has for it", async () => {
  const { root, project, run } = await makeRun({ until: () => true });
  const words = async (): Promise<string[]> => {
    const [list, status] = await Promise.all(["runs", "status"].map((verb) => cli(root, [verb])));
    const inList = new RegExp(`${run.run} +(\\S+)`).exec(list!.out)?.[1] ?? "";
    return [inList, / · (.*?) · /.exec(status!.out)?.[1] ?? ""];
  };
  expect(await words()).toEqual(["waiting", "waiting"]);
  await dispatchTask(project, run, run.tasks[0]!);
  expect(await words()).toEqual(["running", "running"]);
});

test("without a run it says how one is started", async () => {
  const { code, out } = await cli(makeProject(), ["runs"]);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(
      /^No run here .*\nStart one: multi-ai run multi-ai "<request>", or in Claude Code \/multi-ai <request>\n$/,
    ),
  ]);
});
