// Runs: in full too.
// Not in npm test: reads any name
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Window } from "happy-dom";
import {
  diagramLines,
  diagramText,
  type TeamView,
  teamView,
} from "../../../../src/workflows/team/table/views.ts";
import { runs } from "../../../harness/in-full.ts";
import type { Team } from "../given.ts";
import { walkthrough } from "../walkthrough.ts";

// Mermaid cleans texts with the document of a browser.
const window = new Window();
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");

const viewed = (team: Team): TeamView =>
  teamView(team.now, { feature: "Password Reset", next: "" });
const rowOf = (name: string, status: TeamView["rows"][number]["status"]) => ({
  stage: "04a",
  name,
  status,
});

interface Read {
  states: string[];
  labels: string[];
  edges: string[];
  classes: string[];
}

/** What Mermaid itself makes of a diagram. @throws what it cannot read */
async function readBy(lines: string[]): Promise<Read> {
  await mermaid.parse(lines.join("\n"));
  const { type, db } = (await mermaid.mermaidAPI.getDiagramFromText(
    lines.join("\n"),
  )) as unknown as {
    type: string;
    db: {
      getData(): {
        nodes: { id: string; label: string; cssClasses: string }[];
        edges: { start: string; end: string }[];
      };
    };
  };
  expect(type).toBe("stateDiagram");
  const { nodes, edges } = db.getData();
  const own = nodes.filter((node) => /^s\d+$/.test(node.id));
  return {
    states: own.map((node) => node.id),
    labels: own.map((node) => String(node.label)),
    edges: edges.map((edge) => `${edge.start} ${edge.end}`),
    classes: own.map((node) => node.cssClasses),
  };
}

describe("Mermaid's own parser", () => {
  test("refuses what is no diagram", async () => {
    expect(readBy(["stateDiagram-v2", "  a --> --> b"])).rejects.toThrow();
  });

  test.each([
    "Brief",
    "Answer notes",
    "peer-escalation",
    "Fix tests - backend v1",
    "checkpoint-c",
    undefined,
  ])("reads the diagram of the walkthrough at %p, a state for each row", async (to) => {
    const view = viewed(walkthrough(to));
    const read = await readBy(diagramLines(view.rows));
    expect(read.states).toHaveLength(view.rows.length);
  });

  test("finds the colours of the statuses", async () => {
    const view = viewed(walkthrough("Fix tests - backend v1"));
    const { classes } = await readBy(diagramLines(view.rows));
    const NAMES = {
      PASS: "pass",
      FAIL: "fail",
      none: "notyet",
      ESCALATE: "escalate",
      running: "running",
    };
    view.rows.forEach((row, at) => {
      expect(classes[at]).toContain(NAMES[row.status as keyof typeof NAMES]);
    });
  });

  test("finds the stages in order", async () => {
    const { edges } = await readBy(diagramLines(viewed(walkthrough()).rows));
    for (const edge of ["s1 s2", "s3 s4", "s4 s5", "s13 s14"]) expect(edges).toContain(edge);
    expect(edges).not.toContain("s1 s3");
  });

  const HOSTILE = [
    'a" as x\n  y --> z',
    "a; b --> c",
    "%% comment",
    "%%{init: {}}%%",
    "[*]",
    "日本語",
    "é",
    "état‑α_β",
    "--> end",
    "<script>alert(1)</script>",
    "a:::pass",
    "note right of s1",
    "state {",
    "}",
    "#35;",
    "&quot;",
    "<<fork>>",
    "click s1 href",
    "\u202e",
    "classDef pass fill:red",
  ];
  test.each(HOSTILE)("takes the name %p as a name", async (name) => {
    const rows = [rowOf(`Build (${name})`, "PASS"), rowOf("Build (other)", "FAIL")];
    const read = await readBy(diagramLines(rows));
    expect(read.states).toEqual(["s1", "s2"]);
    expect(read.edges).toHaveLength(3);
    expect(read.classes[0]).toContain("pass");
  });

  test("reads any name", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 30 }), async (name) => {
        const rows = [rowOf(`Build (${name})`, "WARN"), rowOf("QA", "none")];
        const read = await readBy(diagramLines(rows));
        expect(read.states).toEqual(["s1", "s2"]);
      }),
      { numRuns: runs(100) },
    );
  });
});

test("the file is one block of Mermaid under a heading that stays one line", () => {
  const view = { ...viewed(walkthrough()), feature: "a\n```\n<b>" };
  const text = diagramText(view);
  expect(text).toStartWith("# Pipeline: a ``` &lt;b>\n\n```mermaid\nstateDiagram-v2\n");
  expect(text.match(/^```/gm)).toHaveLength(2);
  expect(text).toEndWith("\n```\n");
});
