// Guarantee: Findings are answered.
// A blocker at a caller that the change did not touch: it holds the change back, reaches the fix,
// and is mended at its cause.
// Runs: in full too.
// Not in npm test: removed, without git
import { afterEach, describe, expect, test } from "bun:test";
import { taskOf } from "../../../src/engine/run.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { carryOn, makeRun } from "../../cli/made/make-run.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../../harness/project.ts";
import type { Brief } from "../../harness/team.ts";
import { codeApproval, implementation, nextId, openIds } from "../../harness/workers.ts";
import { CODE_SONNET } from "../multi-ai/ids.ts";

afterEach(cleanup);

const LEGACY = "export function legacy(name: string): string {\n  return name.trim();\n}\n";
const FILES = {
  ...DEFAULT_FILES,
  "src/names.ts": `${LEGACY}\nexport const MAX = 20;\n`,
  "src/caller.ts":
    'import { legacy } from "./names.ts";\n\nexport const short = (name: string) => legacy(name);\n',
};
const because = { file: "src/names.ts", gone: "export function legacy(name: string): string {" };
const finding = {
  severity: "blocker",
  file: "src/caller.ts",
  line: 1,
  quote: 'import { legacy } from "./names.ts";',
  problem: "legacy is gone, and this still imports it.",
  fix: "Keep legacy.",
};

/** The change removes legacy(); `told` gets the briefs of fixes. */
const worker = (more: object, told: string[]) => (brief: Brief) => {
  if (brief.writes.endsWith("impl-result.json")) {
    const fixes = openIds(brief).length > 0;
    if (fixes) told.push(brief.text);
    const work = implementation(brief);
    const names = `${fixes ? `${LEGACY}\n` : ""}export const MAX = 20;\n`;
    const artifact = work.artifact as { changed_files: string[] };
    return {
      ...work,
      artifact: { ...artifact, changed_files: [...artifact.changed_files, "src/names.ts"] },
      edits: { ...work.edits, "src/names.ts": names },
    };
  }
  if (!brief.writes.endsWith("code-review-sonnet.json") || brief.round > 1) return undefined;
  const findings = [{ id: nextId(brief), ...finding, ...more }];
  return { ...codeApproval(brief), status: "needs_changes", findings };
};

describe.each([
  ["with git", true],
  ["without git", false],
])("a blocker at an untouched caller of what the change removed, %s", (_, git) => {
  const made = (more: object, told: string[] = []) =>
    makeRun({
      root: makeProject({ files: FILES, git }),
      answers: { story: { option: "approve", text: null } },
      worker: worker(more, told),
    });

  test("holds the change back, stands in the fix's brief with its cause, and is fixed where the change did it", async () => {
    const told: string[] = [];
    const { project, run } = await made({ because }, told);
    expect(run.status).toBe("complete");
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(
      'F1 blocker at src/caller.ts:1: legacy is gone, and this still imports it. Quoted: "import { legacy } from \\"./names.ts\\";". Fix: Keep legacy. Because of what is gone from src/names.ts: "export function legacy(name: string): string {".',
    );
    // Its own place is as it was, and the fix stands at the cause: nothing to be marked.
    expect(run.findings).toMatchObject([
      { id: "F1", severity: "blocker", outside: false, state: "fixed", untouched: false },
    ]);
    expect(reportFacts(project, run).findings[0]).not.toHaveProperty("elsewhere");
  });

  test("without its cause it is refused, with both ways out, and never turned into a remark", async () => {
    await expect(made({})).rejects.toThrow(
      /src\/caller\.ts is not touched by this change.*name in "because" the line that does.*else set "outside": true, which never holds a change back/,
    );
  });

  test("what its finder calls outside stays a remark, and is in the report", async () => {
    const root = makeProject({ files: FILES, git });
    const said = worker({ outside: true, severity: "major" }, []);
    const { project, run } = await makeRun({
      root,
      answers: { story: { option: "approve", text: null } },
      worker: (brief) => {
        const work = said(brief);
        return work && "findings" in work ? { ...work, status: "approved" } : work;
      },
    });
    expect(run.status).toBe("complete");
    expect(reportFacts(project, run).findings).toMatchObject([
      { id: "F1", severity: "major", state: "outside" },
    ]);
  });
});

test("a re-review names the whole change, of which it may quote any line", async () => {
  const briefs: string[] = [];
  const made = await makeRun({
    answers: { story: { option: "approve", text: null } },
    root: makeProject({ files: FILES }),
    worker: (brief) => {
      if (brief.writes.endsWith("code-review-sonnet.json")) briefs.push(brief.text);
      return worker({ because }, [])(brief);
    },
  });
  await carryOn(made.root);
  expect(taskOf(made.run, CODE_SONNET)!.status).toBe("done");
  const [first, again] = briefs;
  expect(first).not.toContain("earlier rounds included");
  const [, file] =
    /## The whole change, earlier rounds included\nIt stands in (\S+)/.exec(again!) ?? [];
  expect(await Bun.file(file!).text()).toContain(
    "+export function goodbye(name: string): string {",
  );
  // Its last part alone would not hold the line that its approval rests on.
  expect(again).not.toContain("+export function goodbye(name: string): string {");
});
