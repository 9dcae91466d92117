// What PROJECT.md says once a milestone is complete: what was built and decided. What a person wrote
// stays.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import {
  concluded,
  PROJECT_KIND,
  projectText,
} from "../../../../src/workflows/phases/planning/documents/project.ts";
import { cleanup, writeFiles } from "../../../harness/project.ts";
import { SingleRun } from "../play.ts";
import { GOODBYE, project, text } from "./given.ts";

afterEach(cleanup);

const FILE = ".planning/PROJECT.md";
const MINE = "\n## Notes of mine\n\nTwo blanks at an end:  \n";
const WRITTEN = projectText(
  {
    title: "Greeter",
    summary: "It greets people by name.",
    validated: [],
    active: [
      { text: "People are greeted", id: "GREET-01" },
      { text: "A farewell, in MY words", id: "GREET-02" },
      { text: "Nothing yet", id: "GREET-09" },
    ],
    constraints: ["Bun alone"],
    decisions: [
      { decision: "Which tone? → Warm", rationale: "Said by the person", outcome: "— Pending" },
    ],
    updated: "2026-01-01 after initialization",
  },
  MINE,
);
const OUTCOME = {
  validated: [
    { id: "GREET-01", text: "People are greeted" },
    { id: "GREET-02", text: "People are sent off" },
  ],
  decisions: [
    { text: "A pure function, not a class | as tests are plain", phase: "Phase 1: Greeting" },
  ],
};
const conclude = (before: string): string => concluded(before, "v1.0", "2026-02-01", OUTCOME);

describe("a milestone that is over", () => {
  test("has its requirements validated and its decisions listed, in one place each", () => {
    const after = conclude(WRITTEN);
    expect(after).toContain(
      "### Validated\n\n- ✓ People are greeted (GREET-01) — v1.0\n- ✓ People are sent off (GREET-02) — v1.0\n\n### Active\n",
    );
    expect(after).not.toContain("(None yet)");
    expect(after).not.toContain("- [ ] People are greeted");
    expect(after).toContain(
      "— Pending |\n| A pure function, not a class \\| as tests are plain | Phase 1: Greeting | Shipped in v1.0 |\n\n---\n",
    );
    expect(after).toContain("\n*Last updated: 2026-02-01 after v1.0 milestone*\n");
    expect(conclude(after)).toBe(after);
  });

  test("leaves what a person wrote: in texts and lists, and below", () => {
    const before = WRITTEN.replace(
      "\n\nIt greets people by name.",
      "\n\nIt greets.\n\nAll of them.",
    ).replace("\n\n- Bun alone\n", "\n\n- Bun alone\n- No network\n");
    const after = conclude(before);
    expect(after).toContain("\n## What This Is\n\nIt greets.\n\nAll of them.\n\n## Req");
    expect(after).toContain("\n- Bun alone\n- No network\n");
    expect(after).toContain("\n- [ ] A farewell, in MY words (GREET-02)\n");
    expect(after).toEndWith(MINE);
  });

  test("has the fields beside a changed one as they were", () => {
    const given = { title: "Greeter", core_value: "<!-- none -->", context: ["# b", "plain"] };
    const text = projectText({ ...given, stack: ["Bun"] }).replace("\n- Bun\n", "\n- Node\n");
    expect(PROJECT_KIND.read(text, () => {}).fields).toMatchObject({ ...given, stack: ["Node"] });
  });

  test("adds to what an earlier milestone validated", () => {
    const after = concluded(conclude(WRITTEN), "v1.1", "2026-03-01", {
      validated: [{ id: "GREET-01", text: "People are greeted twice" }],
      decisions: [],
    });
    expect(after).toContain(
      "(GREET-02) — v1.0\n- ✓ People are greeted twice (GREET-01) — v1.1\n\n### Active",
    );
    expect(after).toContain("\n*Last updated: 2026-03-01 after v1.1 milestone*\n");
  });
});

test("complete-milestone writes it, from ticked requirements and the summaries of its phases", async () => {
  const root = project({ [FILE]: WRITTEN });
  const path = `${GOODBYE}/02-01-SUMMARY.md`;
  const decided = text(root, path).replace(
    "---\n\n",
    'key-decisions:\n  - "One blank, not two"\n---\n\n',
  );
  writeFiles(root, { [path]: decided });
  const run = new SingleRun(root, () => {
    throw new Error("no agent is asked");
  });
  await run.start("complete-milestone", { options: { version: "v1.0", name: "Polite" } });
  expect(run.shown).toContain("PROJECT.md gets what was built and decided");
  expect(text(root, FILE)).toBe(WRITTEN);
  await run.answer("approve");
  expect(run.run.status).toBe("complete");
  expect(text(root, FILE)).toContain("(GREET-01) — v1.0\n");
  expect(text(root, FILE)).toContain("| One blank, not two | Phase 2: Goodbye | Shipped in v1.0 |");
});
