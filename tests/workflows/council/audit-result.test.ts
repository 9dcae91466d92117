import { afterEach, describe, expect, test } from "bun:test";
import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../../src/engine/run.ts";
import { parseArtifact } from "../../../src/run/accept.ts";
import { type AuditResult, judgeAuditResult, kind } from "../../../src/workflows/council/audit-result.ts";
import { placeBelow } from "../../../src/workflows/council/base-dir.ts";
import { cleanup, tempDir, writeFiles } from "../../harness/project.ts";
import { GOOD_AUDIT as GOOD, sceneWith } from "./pm-given.ts";

afterEach(cleanup);

const HOST = {
  ports: [80, 5432],
  folders: [{ path: "services/billing", words: ["billing"] }],
  tree: ["src/", "src/a.ts"],
};
const judge = (change: Partial<AuditResult>, host: typeof HOST | null = HOST) =>
  judgeAuditResult(
    { ...GOOD, ...change },
    { host, placeOf: () => ({ ok: true, path: "services" }), isThere: (path) => path.startsWith("src") },
  );

describe("against what the program found", () => {
  test("a good one states what is done and where the work belongs", () => {
    expect(judge({})).toMatchObject({
      ...{ problems: [], outcome: "done", facts: { completed_work: ["the list of invoices"], base_dir: "services" } },
    });
    expect(judge({}).facts).not.toHaveProperty("error");
  });

  test.each<[string, Partial<AuditResult>, string]>([
    [
      "a port that nothing listens on",
      { ports_in_use: [80, 3000] },
      "ports_in_use: found 3000, expected only ports of the host audit: 80, 5432",
    ],
    ["a folder that the audit does not name", { project_path: "elsewhere" }, 'project_path: found "elsewhere"'],
    ["a file as the project", { project_path: "src/a.ts" }, 'project_path: found "src/a.ts"'],
    ["a path outside", { project_path: "../other" }, 'project_path: found "../other"'],
    ["a project without a path", { project_path: null }, "project_path: found null with project_exists true"],
    ["a path without a project", { project_exists: false }, 'project_path: found "src" with project_exists false'],
    [
      "completed work that no file shows",
      { completed_work: [{ id: "C1", text: "x", path: "lib/x.ts" }] },
      'completed_work: found "lib/x.ts", expected a file or folder that is there',
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

  test.each([".", "./src", "src/", "services/billing"])("the project may stand in %s", (project_path) => {
    expect(judge({ project_path }).problems).toEqual([]);
  });

  test("where the program could not tell ports, none is claimed", () => {
    expect(judge({ ports_in_use: [80] }, { ...HOST, ports: null as never }).problems.join()).toContain(
      "could not tell ports",
    );
    expect(judge({ ports_in_use: [] }, null).problems).toEqual([]);
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
    symlinkSync("packages/app", join(root, "app"));
    symlinkSync(outside, join(root, "out"));
    symlinkSync(`${root}-beside`, join(root, "beside"));
    symlinkSync("../outside/later", join(root, "dangling"));
    symlinkSync("loop", join(root, "loop"));
    symlinkSync(root, join(root, "self"));
    symlinkSync(".git", join(root, "hidden"));
    mkdirSync(join(root, ".git"));
    return root;
  }

  test.each([
    [".", ""],
    ["./", ""],
    ["packages/app", "packages/app"],
    ["packages//app/", "packages/app"],
    ["app", "packages/app"],
    ["app/new/deeper", "packages/app/new/deeper"],
    ["new/one", "new/one"],
    ["self", ""],
    ["self/new", "new"],
    ["..x", "..x"],
    ["x".repeat(300), "x".repeat(300)],
  ])("%s lies in the project", (named, path) => expect(placeBelow(project(), named)).toEqual({ ok: true, path }));

  test.each([
    ["..", "outside"],
    ["packages/../..", "outside"],
    ["packages/../app", 'without ".."'],
    ["/tmp", "outside"],
    ["~/x", "outside"],
    ["C:\\x", "outside"],
    ["a\\b", "outside"],
    ["out", "out is a link that leads outside of the project"],
    ["out/new", "out is a link that leads outside of the project"],
    ["beside", "leads outside"],
    ["dangling/x", "dangling is a link that leads nowhere"],
    ["loop", "leads nowhere"],
    ["file.txt", "file.txt is no folder"],
    ["file.txt/x", "file.txt is no folder"],
    [".git", ".git/"],
    [".GIT/hooks", ".git/"],
    ["hidden", ".git/"],
    [".task/x", ".task/"],
    ["a\nb", "control characters"],
    ["a\0b", "control characters"],
    ["x".repeat(1_001), "control characters"],
  ])("%j does not", (named, problem) => {
    const place = placeBelow(project(), named);
    expect(place.ok ? "" : place.problem.toLowerCase()).toContain(problem.toLowerCase());
  });

  test("a project that is reached through a link is the project", () => {
    const root = project();
    const link = join(tempDir(), "way");
    symlinkSync(root, link);
    expect(placeBelow(link, "app")).toEqual({ ok: true, path: "packages/app" });
    expect(realpathSync(link)).toBe(root);
  });
});

describe("as a kind", () => {
  const parse = (value: unknown) =>
    parseArtifact(kind, Buffer.from(typeof value === "string" ? value : JSON.stringify(value)), "T3");
  const problems = (value: unknown): string => {
    const parsed = parse(value);
    return parsed.ok ? "" : parsed.problems.join();
  };

  test.each<[string, unknown, string]>([
    ["cut off", JSON.stringify(GOOD).slice(0, -9), "it is not JSON"],
    ["an unknown field", { ...GOOD, status: "done" }, "unknown: status"],
    ["an unknown field within", { ...GOOD, missing_work: [{ id: "M1", text: "x", path: "y" }] }, "unknown: path"],
    ["a text for a truth value", { ...GOOD, project_exists: "true" }, "project_exists: found"],
    ["a port as text", { ...GOOD, ports_in_use: ["80"] }, "ports_in_use[0]: found"],
    ["no port", { ...GOOD, ports_in_use: [70_000] }, "ports_in_use[0]: found"],
    [
      "an id of another list",
      { ...GOOD, completed_work: [{ id: "M1", text: "x", path: "y" }] },
      "completed_work[0].id",
    ],
    ["a missing field", { ...GOOD, recommended_base_dir: undefined }, "recommended_base_dir: found nothing"],
  ])("%s", (_name, value, problem) => expect(problems(value)).toContain(problem));

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
    for (const path of ["etc/hosts", "/etc/hosts", "..", "../x", "src/a.ts/b", "src/\0", "/src"])
      expect([path, check({ relevant_existing: [{ path, what: "x" }] }).length]).toEqual([path, 1]);
    for (const path of [".", "src", "./src/a.ts", "etc"])
      expect([path, ...check({ relevant_existing: [{ path, what: "x" }] })]).toEqual([path]);
  });
});
