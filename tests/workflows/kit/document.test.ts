// Documents that agents hand in as a text for each section.
import { describe, expect, test } from "bun:test";
import type { Task } from "../../../src/engine/run.ts";
import type { Scene } from "../../../src/record/scene.ts";
import { parseArtifact } from "../../../src/run/results/accept.ts";
import { documentKind } from "../../../src/workflows/kit/artifacts/document.ts";

const NONCE = "ab".repeat(16);
const kind = documentKind(
  ({ item }) => `docs/${item}.md`,
  { Findings: "<what you found>", Risks: "- `<file>` — <what goes wrong>" },
  {
    fields: { Confidence: "<HIGH | LOW>" },
    head: ({ Confidence }) => `**Confidence:** ${Confidence}`,
    maxKb: 1,
  },
);
const task = { id: "T1", item: "stack" } as Task;
const scene = {} as Scene;
const filled = { Confidence: "HIGH", Findings: "Seen in a.ts.", Risks: "None." };

const parsed = (value: object) =>
  parseArtifact(
    kind,
    new TextEncoder().encode(JSON.stringify({ task: "T1", nonce: NONCE, ...value })),
    "T1",
  );
/** Problems of its form, else those of its content. */
const problemsOf = (value: object): string[] => {
  const read = parsed(value);
  return read.ok
    ? kind.check(read.value as typeof filled, scene, task, null).problems
    : read.problems;
};

describe("a document of sections", () => {
  test("is written from its fields, and may have more", () => {
    expect(problemsOf(filled)).toEqual([]);
    const more = { ...filled, "By the way": "One more." };
    expect(problemsOf(more)).toEqual([]);
    const read = parsed(more) as { value: typeof filled };
    expect(kind.written(read.value, scene, task)).toEqual([
      {
        path: "docs/stack.md",
        text: "**Confidence:** HIGH\n\n## Findings\n\nSeen in a.ts.\n\n## Risks\n\nNone.\n\n## By the way\n\nOne more.\n",
      },
    ]);
  });

  test("its form holds only once it is filled in", () => {
    const form = kind.form({ task: { id: "T1" }, nonce: NONCE } as never);
    expect(problemsOf(JSON.parse(form))).toEqual([
      "Confidence: found <HIGH | LOW>, expected text in its place",
      "Findings: found <what you found>, expected text in its place",
      "Risks: found - `<file>` — <what goes wrong>, expected text in its place",
    ]);
  });

  test("a list in the place of a text is one problem, and not that it is empty", () => {
    expect(problemsOf({ ...filled, Risks: [] })).toEqual(["Risks: found [], expected string"]);
  });

  test.each<[string, object, string]>([
    ["a section is missing", { Risks: undefined }, "Risks: found nothing"],
    ["a section is empty", { Risks: " " }, "Risks: "],
    ["one is no text", { Risks: ["a"] }, "Risks: "],
    ["it is too long", { Risks: "x".repeat(1024) }, "bytes, expected at most 1024"],
  ])("is refused where %s", (_, over, says) => {
    expect(problemsOf({ ...filled, ...over }).join("\n")).toContain(says);
  });
});
