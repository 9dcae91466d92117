// What harmless forms of `.planning` mean, and forms that look like them and still stop;
// tests/fixtures/planning/forms.ts has all, played to their milestone.
import { afterAll, expect, test } from "bun:test";
import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { routeIn } from "../../../src/workflows/phases/next-route.ts";
import { readPlanning } from "../../../src/workflows/phases/planning/read.ts";
import { act } from "../../../src/workflows/phases/roadmap-verb.ts";
import { cleanup, git, makeProject } from "../../harness/project.ts";
import { read, write } from "./planning-given.ts";

afterAll(cleanup);

const FIXTURE = join(import.meta.dir, "../../fixtures/planning/core-1.14");
const BASE = "phases/01-base";
const [PLAN, SUMMARY] = [`${BASE}/01-01-PLAN.md`, `${BASE}/01-01-SUMMARY.md`];

type Form = (root: string) => void;
const change =
  (path: string, from: string, to: string): Form =>
  (root) => {
    const text = read(root, path);
    expect(text).toContain(from);
    write(root, path, text.replace(from, to));
  };

/**
 * A project whose first phase is built, and not yet verified. `subject`: of the commit that built
 * it.
 */
function built(form: Form, subject = "feat(01-01): keep notes"): string {
  const root = makeProject({ files: { "src/store.ts": "export {};\n" } });
  cpSync(FIXTURE, join(root, ".planning"), { recursive: true });
  rmSync(join(root, ".planning/state.json"), { force: true });
  git(root, "commit", "-q", "--allow-empty", "-m", subject);
  change(SUMMARY, "abc1234", git(root, "rev-parse", "--short=7", "HEAD").trim())(root);
  change("ROADMAP.md", "- [x] **Phase 1: Base**", "- [ ] **Phase 1: Base**")(root);
  rmSync(join(root, `.planning/${BASE}/01-VERIFICATION.md`));
  form(root);
  return root;
}
const next = (root: string) => {
  const { action, phase, problems } = routeIn(root, readPlanning(root));
  return [action, phase, problems];
};

test("they are read for what they mean", () => {
  const root = built((root) => {
    change(
      "STATE.md",
      "stopped_at: Phase 1 done",
      "milestone: v1.0\nmilestone_name: Notes: the first",
    )(root);
    change("ROADMAP.md", "FIND-01", "FIND-01 through FIND-03")(root);
    change(
      "ROADMAP.md",
      "**Success Criteria** (what must be TRUE):\n\n  1. A word",
      "**Success Criteria\n(what must be TRUE)**:\n\n  1. A word",
    )(root);
    change(
      PLAN,
      "files_modified: [src/store.ts]",
      'files_modified: "src/store.ts, src/b.ts"',
    )(root);
  });
  const { roadmap, phases } = readPlanning(root);
  expect(roadmap!.milestone).toEqual({ version: "v1.0", name: "Notes: the first" });
  expect(roadmap!.phases[2]).toMatchObject({
    ...{
      number: "2",
      requirements: ["FIND-01", "FIND-02", "FIND-03"],
      criteria: ["A word finds its note"],
    },
  });
  expect(phases[0]!.plans[0]!.files_modified).toEqual(["src/store.ts", "src/b.ts"]);
});

test("what a pause has left is named, and stays", () => {
  const root = built(() => {});
  // Now, and so behind the other files of the phase.
  writeFileSync(
    join(root, ".planning/phases/02-search/.continue-here.md"),
    "Go on with the index.\n",
  );
  const layout = { width: 100, paint: { bold: String, dim: String } } as never;
  const { lines } = act({ root, from: root, layout, args: [] } as never);
  expect(lines.join("\n")).toContain(
    ".planning/phases/02-search/.continue-here.md says where work stopped: read it",
  );
  expect(lines).toContain("  Go on with the index.");
  expect(existsSync(join(root, ".planning/phases/02-search/.continue-here.md"))).toBe(true);
  expect(next(root)[0]).toBe("adopt");
});

test("a project in a folder of the repository is told where it has to be", () => {
  const root = makeProject({ files: { "packages/api/.planning/ROADMAP.md": "# Roadmap\n" } });
  const from = join(root, "packages/api");
  const layout = { width: 100, paint: { bold: String, dim: String } };
  const { lines } = act({ root, from, layout, args: [] } as never);
  expect(lines[0]).toBe(
    `${from}/.planning is not used: the project is the folder with .git, ${root}. Move it there.`,
  );
});

test.each<[string, Form, string, string]>([
  [
    "an open plan without front matter",
    (root) => {
      write(root, PLAN, read(root, PLAN).split("---\n").slice(2).join("---\n"));
      rmSync(join(root, ".planning", SUMMARY));
    },
    "feat(01-01): keep notes",
    "found no front matter",
  ],
  [
    "a range of ids that has no end",
    change(
      "ROADMAP.md",
      "**Requirements**: STOR-01",
      "**Requirements**: STOR-01 through STOR-99999",
    ),
    "feat(01-01): x",
    "found STOR-01 through",
  ],
])("%s still stops its phase", (_, form, subject, problem) => {
  const [action, , problems] = next(built(form, subject));
  expect([action, String(problems)]).toEqual(["mend", expect.stringContaining(problem)]);
});
