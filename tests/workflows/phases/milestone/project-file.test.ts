// What PROJECT.md says once a milestone is complete: what was built and decided. A person's lines
// stay byte for byte.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { concluded } from "../../../../src/workflows/phases/milestone/project-file.ts";
import { cleanup, writeFiles } from "../../../harness/project.ts";
import { PhasesRun } from "../play.ts";
import { GOODBYE, project, text } from "./given.ts";

afterEach(cleanup);

const FILE = ".planning/PROJECT.md";
/** As `new-project` writes it, with a line and a section of a person's. */
const WRITTEN = `# Greeter

## What This Is

It greets people by name.

## Requirements

### Validated

(None yet)

### Active

- [ ] People are greeted (GREET-01)
- [ ] A farewell, in  MY words (GREET-02)
- [ ] Nothing yet (GREET-09)

## Notes of mine

Two blanks at an end:  

## Key Decisions

| Decision | Rationale | Outcome |
|----------|-----------|---------|
| Which tone? → Warm | Said by the person | — Pending |

---
*Last updated: 2026-01-01 after initialization*
`;
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
    expect(after).toEndWith("*Last updated: 2026-02-01 after v1.0 milestone*\n");
    expect(conclude(after)).toBe(after);
  });

  test("leaves each line that a person wrote, and Windows' line ends", () => {
    for (const before of [WRITTEN, WRITTEN.replaceAll("\n", "\r\n")]) {
      const [was, is] = [before, conclude(before)].map((one) => one.split("\n"));
      expect(was!.filter((line) => !is!.includes(line)).map((line) => line.trim())).toEqual([
        "(None yet)",
        "- [ ] People are greeted (GREET-01)",
        "*Last updated: 2026-01-01 after initialization*",
      ]);
      expect(is!.slice(0, -1).every((line) => line.endsWith("\r") === before.includes("\r"))).toBe(
        true,
      );
    }
  });

  test.each([
    ["sections of its own", "# Greeter\n\nMine.\n\n*Last updated: 2026-01-01 after lunch*\n"],
    ["a table of its own", "# G\n\n## Key Decisions\n\n| What | Why |\n|---|---|\n| a | b |\n"],
    ["words in its place", "# G\n\n## Key Decisions\n\nAsk Ada.\n"],
    ["nothing", ""],
  ])("leaves a file with %s as it is", (_what, before) => {
    expect(conclude(before)).toBe(before);
  });

  test("adds to what an earlier milestone validated", () => {
    const after = concluded(conclude(WRITTEN), "v1.1", "2026-03-01", {
      validated: [{ id: "GREET-01", text: "People are greeted twice" }],
      decisions: [],
    });
    expect(after).toContain(
      "(GREET-02) — v1.0\n- ✓ People are greeted twice (GREET-01) — v1.1\n\n### Active",
    );
    expect(after).toEndWith("*Last updated: 2026-03-01 after v1.1 milestone*\n");
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
  const run = new PhasesRun(root, () => {
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
