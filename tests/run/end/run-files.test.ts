// Guarantee: Nothing is lost.
// What a run has left in its workflow's folder makes room for the next one, and nothing of the
// person's own is moved or lost.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { archiveFiles, putFilesBack } from "../../../src/run/end/archived-runs.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { cli } from "../../cli/cli.ts";
import type { MadeRun } from "../../cli/made/make-run.ts";
import { makeTeamRun } from "../../cli/made/make-team-run.ts";
import { cleanup, filesBelow, tempDir, writeFiles } from "../../harness/project.ts";

afterAll(cleanup);

/** A run that is about to build: brief, design, ADR, notes and gates are there. */
const designed = (): Promise<MadeRun> =>
  makeTeamRun({
    answer: ({ kind }) =>
      kind.startsWith("checkpoint-") ? { option: "proceed", text: null } : null,
    until: (run) =>
      run.tasks.some((task) => task.gate.startsWith("build") && task.status === "ready"),
  });

test("reset archives the files of the run under its id, says where, and leaves those of the person", async () => {
  const { root, run } = await designed();
  const text = (path: string) => readFileSync(join(root, "pipeline", path), "utf8");
  for (const name of readdirSync(join(root, "pipeline/gates")))
    expect([name, JSON.parse(text(`gates/${name}`)).run]).toEqual([name, run.run]);
  writeFiles(root, { "pipeline/roadmap.md": "mine", "pipeline/gates/of-somebody.json": "{}" });
  const adrs = filesBelow(join(root, "pipeline/adr"));
  const brief = text("brief.md");
  const before = filesBelow(join(root, "pipeline"));
  const { code, out } = await cli(root, ["reset"]);
  expect([code, out]).toEqual([
    0,
    expect.stringContaining(`, and its files in pipeline/earlier/${run.run}.`),
  ]);
  const stays = ["gates/of-somebody.json", "roadmap.md", ...adrs.map((name) => `adr/${name}`)];
  const after = filesBelow(join(root, "pipeline"));
  expect(after.filter((name) => !name.startsWith("earlier/"))).toEqual(stays.sort());
  expect(text(`earlier/${run.run}/brief.md`)).toBe(brief);
  expect(after.map((name) => name.replace(`earlier/${run.run}/`, "")).sort()).toEqual(before);
  expect(adrs.length).toBeGreaterThan(0);
});

test("a parked run has them back when it is resumed", async () => {
  const { root, run } = await designed();
  const before = filesBelow(join(root, "pipeline"));
  expect((await cli(root, ["park"])).code).toBe(0);
  expect(
    filesBelow(join(root, "pipeline")).filter((name) => !/^(?:earlier|adr)\//.test(name)),
  ).toEqual([]);
  await cli(root, ["resume", run.run]);
  expect(readRun({ root, task: join(root, ".task") } as never)?.run).toBe(run.run);
  expect(filesBelow(join(root, "pipeline"))).toEqual(before);
});

test("through no link, and over nothing", async () => {
  const { root, project, run } = await designed();
  const outside = tempDir("outside-");
  writeFiles(outside, { "stage-01.json": "theirs" });
  rmSync(join(root, "pipeline/gates"), { recursive: true });
  symlinkSync(outside, join(root, "pipeline/gates"));
  mkdirSync(join(root, `pipeline/earlier/${run.run}`), { recursive: true });
  writeFiles(root, { [`pipeline/earlier/${run.run}/brief.md`]: "already there" });
  archiveFiles(project, run);
  expect(readdirSync(outside)).toEqual(["stage-01.json"]);
  expect(readFileSync(join(root, `pipeline/earlier/${run.run}/brief.md`), "utf8")).toBe(
    "already there",
  );
  expect(existsSync(join(root, "pipeline/brief.md"))).toBe(true);
  putFilesBack(project, run);
  expect(existsSync(join(root, "pipeline/design-spec.md"))).toBe(true);
});
