// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../../../src/engine/run.ts";
import {
  type AuditResult,
  judgeAuditResult,
  kind,
} from "../../../../src/workflows/council/audit/audit.ts";
import { cleanup, tempDir, writeFiles } from "../../../harness/project.ts";
import { GOOD_AUDIT as GOOD, sceneWith } from "./pm-given.ts";

afterEach(cleanup);

const HOST = { ports: [80, 5432] };
const judge = (change: Partial<AuditResult>, ports: number[] | null = HOST.ports) =>
  judgeAuditResult(
    { ...GOOD, ...change },
    {
      ports,
      found: (path) => (path === "src/a.ts" ? "file" : /^src/.test(path) ? "folder" : null),
    },
  );

describe("against what the program found", () => {
  test("a good one states what is done", () => {
    expect(judge({})).toMatchObject({
      ...{
        problems: [],
        outcome: "done",
        facts: {},
      },
    });
    expect(judge({}).facts).not.toHaveProperty("error");
  });

  test.each<[string, Partial<AuditResult>, string]>([
    [
      "a port that nothing listens on",
      { ports_in_use: [80, 3000] },
      "ports_in_use: found 3000, expected only ports of the host audit: 80, 5432",
    ],
    [
      "a file as the project",
      { project_path: "src/a.ts" },
      'project_path: found "src/a.ts", expected a folder',
    ],
    ["a path outside", { project_path: "../other" }, 'project_path: found "../other"'],
    [
      "a project without a path",
      { project_path: null },
      "project_path: found null with project_exists true",
    ],
    [
      "a path without a project",
      { project_exists: false },
      'project_path: found "src" with project_exists false',
    ],
    [
      "completed work that no file shows",
      { completed_work: [{ id: "C1", text: "x", path: "lib/x.ts" }] },
      'completed_work: found "lib/x.ts", expected a file or folder of the project that is there',
    ],
    [
      "an existing file that is not",
      { relevant_existing: [{ path: "gone.ts", what: "x" }] },
      'relevant_existing: found "gone.ts"',
    ],
    [
      "an id twice",
      {
        missing_work: [
          { id: "M1", text: "a" },
          { id: "M1", text: "b" },
        ],
      },
      "missing_work: M1 is there more than once",
    ],
    [
      "nothing done and nothing missing",
      { completed_work: [], missing_work: [] },
      "missing_work: found nothing",
    ],
  ])("%s is a problem", (_name, change, problem) => {
    const { problems } = judge(change);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toStartWith(problem);
  });

  test("an error is kept, and needs no work beside it", () => {
    const error = `cannot read ${"x".repeat(900)}`;
    const judged = judge({ error, completed_work: [], missing_work: [] });
    expect(judged.problems).toEqual([]);
    expect(judged.facts!.error).toHaveLength(400);
    expect(judge({ error: "  " }).facts).not.toHaveProperty("error");
  });
});

describe("as a kind", () => {
  test("it is checked against the host audit of its run, and against the project", () => {
    const root = tempDir();
    writeFiles(root, { "src/a.ts": "1\n" });
    symlinkSync("/etc", join(root, "etc"));
    const scene = sceneWith(root, { records: { "host-audit": HOST } });
    const check = (change: Partial<AuditResult>) =>
      kind.check({ ...GOOD, ...change }, scene, {} as Task, null).problems;
    expect(check({})).toEqual([]);
    expect(check({ ports_in_use: [81] })).toHaveLength(1);
    for (const path of [
      "etc",
      "etc/hosts",
      "/etc/hosts",
      "..",
      "../x",
      "src/a.ts/b",
      "src/\0",
      "/src",
    ])
      expect([path, check({ relevant_existing: [{ path, what: "x" }] }).length]).toEqual([path, 1]);
    for (const path of [".", "src", "./src/a.ts"])
      expect([path, ...check({ relevant_existing: [{ path, what: "x" }] })]).toEqual([path]);
  });
});
