// Runs: in full only.
import { describe, test } from "bun:test";
import fc from "fast-check";
import { readStamp, stripStamp } from "../../../../src/workflows/contract/stamp.ts";
import { readMarkdown } from "../../../../src/workflows/markdown.ts";
import { parseBrief } from "../../../../src/workflows/team/documents/brief.ts";
import { parseDesignSpec } from "../../../../src/workflows/team/documents/design-spec.ts";
import { parseLessons } from "../../../../src/workflows/team/documents/lessons.ts";
import { runs } from "../../../harness/in-full.ts";

const areas = ["backend", "frontend"];
const READERS: Record<string, (text: string) => unknown> = {
  markdown: readMarkdown,
  stamp: (text) => [readStamp(text), stripStamp(text)],
  brief: parseBrief,
  design: (text) => parseDesignSpec(text, { areas, criteria: [1, 2] }),
  lessons: (text) => parseLessons(text),
};

/**
 * What is square is seen at a quarter of a megabyte, too: MULTI_AI_FAULTS=full takes a whole one.
 */
const MEGABYTE = process.env.MULTI_AI_FAULTS === "full" ? 1_000_000 : 250_000;
/** Each is repeated up to that; the begin makes a reader go where it would look at the rest. */
const SHAPES: [begin: string, part: string][] = [
  ["", "a"],
  ["", " "],
  ["", "\n"],
  ["", "\t"],
  ["", "`"],
  ["", "` `` ``` "],
  ["x ", "<!--"],
  ["", "<!-- "],
  ["", "a <!--\n"],
  ["", "> "],
  ["", "- "],
  ["", "- + "],
  ["# ", "#"],
  ["# a", " #"],
  ["# a", "  "],
  ["", "\\"],
  ["", "|"],
  ["", "_ "],
  ["", "\r"],
  ["", "ü\u0301"],
];
/** What the documents are made of. */
const PARTS: [begin: string, part: string][] = [
  ["", "> a\n"],
  ["", "- a\n  "],
  [
    "## Component Ownership\n| Component | Area | Criteria | Paths |\n|-|-|-|-|\n",
    "| a | backend | 1-60 | p |\n",
  ],
  ["", "L001 — a: b\n"],
  ["L001 — a: b", " Reinforced: 1"],
  ["", "L001 — a: b Reinforced: 1 (last: 2026-01-01)\n\n"],
  ["## Acceptance Criteria\n", "1. a\n"],
  ["## Open Questions\n- ", "Options: a;"],
];
/** They read lines on their own; all others read what markdown's reader gives them. */
const FIRST = ["markdown", "stamp", "lessons"];

describe.each(Object.entries(READERS))("%s", (name, read) => {
  test("any text is read, none throws", () => {
    const piece = fc.constantFrom(
      "```",
      "~~~",
      "> ",
      "- ",
      "1. ",
      "QUESTION: ",
      "@PM",
      "PM-ANSWER: ",
      "STATUS: ",
      "## Files",
      "## Acceptance Criteria",
      "|",
      "|-|-|",
      "<!--",
      "-->",
      "L001 — ",
      "Reinforced: 1 (last: 2026-01-01)",
      "\n",
      "\r\n",
      "\n\n",
      "    ",
      "\0",
      "\uFEFF",
      "\uD800",
      "ü",
      "Options: a; b",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, (one) => void read(one)),
      { numRuns: runs(300) },
    );
  });

  // Square time would need minutes: the limit only ends such a test, whatever else the machine
  // does.
  test.each([...(FIRST.includes(name) ? SHAPES : []), ...PARTS])(
    "1 MB of %p and %p comes to its end",
    (begin, part) => {
      read(begin + part.repeat(Math.ceil(MEGABYTE / part.length)));
    },
    30_000,
  );
});
