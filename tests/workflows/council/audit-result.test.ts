import { afterEach, describe, expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../../src/engine/run.ts";
import { type AuditResult, judgeAuditResult, kind, placeBelow } from "../../../src/workflows/council/audit/audit.ts";
import { cleanup, tempDir, writeFiles } from "../../harness/project.ts";
import { GOOD_AUDIT as GOOD, sceneWith } from "./pm-given.ts";

afterEach(cleanup);

const HOST = { ports: [80, 5432] };
const judge = (change: Partial<AuditResult>, host: typeof HOST | null = HOST) =>
  judgeAuditResult(
    { ...GOOD, ...change },
    {
      host,
      placeOf: (path) =>
        /^\.\./.test(path)
          ? { problem: "no" }
          : { path, is: path === "src/a.ts" ? "file" : /^src/.test(path) ? "folder" : "new" },
    },
  );

describe("against what the program found", () => {
  test("a good one states what is done and where the work belongs", () => {
    expect(judge({})).toMatchObject({
      ...{
        problems: [],
        outcome: "done",
        facts: { completed_work: ["the list of invoices"], base_dir: "services/new" },
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
    ["a file as the project", { project_path: "src/a.ts" }, 'project_path: found "src/a.ts", expected a folder'],
    ["a path outside", { project_path: "../other" }, 'project_path: found "../other"'],
    ["a project without a path", { project_path: null }, "project_path: found null with project_exists true"],
    ["a path without a project", { project_exists: false }, 'project_path: found "src" with project_exists false'],
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
    ["nothing done and nothing missing", { completed_work: [], missing_work: [] }, "missing_work: found nothing"],
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

describe("where a folder really lies", () => {
  function project(): string {
    const root = join(tempDir(), "project");
    mkdirSync(root);
    writeFiles(root, { "packages/app/x.ts": "1\n", "file.txt": "1\n" });
    const outside = join(root, "..", "outside");
    mkdirSync(outside);
    mkdirSync(`${root}-beside`);
    symlinkSync("../outside/later", join(root, "dangling"));
    symlinkSync("packages/app", join(root, "app"));
    symlinkSync(outside, join(root, "out"));
    symlinkSync(`${root}-beside`, join(root, "beside"));
    symlinkSync(".git", join(root, "hidden"));
    mkdirSync(join(root, ".git"));
    return root;
  }

  test.each([
    [".", "", "folder"],
    ["packages//app/", "packages/app", "folder"],
    ["app", "packages/app", "folder"],
    ["app/new/deeper", "packages/app/new/deeper", "new"],
    ["file.txt", "file.txt", "file"],
    ["..x", "..x", "new"],
  ])("%s lies in the project", (named, path, is) =>
    expect(placeBelow(project(), named)).toEqual({ path, is } as ReturnType<typeof placeBelow>),
  );

  test.each([
    ["..", "expected a path from the project"],
    ["packages/../app", "expected a path from the project"],
    ["/tmp", "expected a path from the project"],
    ["C:\\x", "expected a path from the project"],
    ["a\nb", "expected a path from the project"],
    ["out/new", "leads outside of the project"],
    ["dangling/x", "a link that leads nowhere"],
    ["beside", "leads outside of the project"],
    [".GIT/hooks", "is no part of what is built"],
    ["hidden", "is no part of what is built"],
  ])("%j does not", (named, problem) => {
    expect(placeBelow(project(), named)).toEqual({
      problem: expect.stringContaining(problem),
    } as unknown as ReturnType<typeof placeBelow>);
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
    expect(check({ recommended_base_dir: "etc/x" }).join()).toContain("leads outside of the project");
    for (const path of ["etc", "etc/hosts", "/etc/hosts", "..", "../x", "src/a.ts/b", "src/\0", "/src"])
      expect([path, check({ relevant_existing: [{ path, what: "x" }] }).length]).toEqual([path, 1]);
    for (const path of [".", "src", "./src/a.ts"])
      expect([path, ...check({ relevant_existing: [{ path, what: "x" }] })]).toEqual([path]);
  });
});
