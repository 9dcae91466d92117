// What honest agents write for the default project: a whole run passes with these, and tests change
// one answer at a time.
import { existsSync, readFileSync } from "node:fs";
import type { Brief, Work } from "./team.ts";

/** No test command: a run in which the program runs tests is what `withTests` makes of it. */
export const STORY = {
  title: "Say goodbye by name",
  summary: "The greeter also says goodbye.",
  acceptance_criteria: [
    { id: "AC1", text: "goodbye(name) returns the goodbye for one person" },
    { id: "AC2", text: "A test covers goodbye" },
  ],
  out_of_scope: ["Other languages"],
  assumptions: [],
  questions: [],
  test_commands: [] as string[],
};

export const plan = (answered: string[], extra = "") => ({
  title: "Add goodbye",
  approach: `A pure function beside greet.${extra}`,
  steps: [
    {
      id: "S1",
      title: "Write goodbye",
      files: ["src/goodbye.ts"],
      covers: ["AC1"],
      depends_on: [],
    },
    {
      id: "S2",
      title: "Test it",
      files: ["tests/goodbye.test.ts"],
      covers: ["AC2"],
      depends_on: ["S1"],
    },
  ],
  test_commands: [] as string[],
  risks: [],
  questions: [],
  answered,
  declined: [],
});

/** Story and plan of a quick run, in one. */
const { questions: _ofStory, ...story } = STORY;
const { questions, answered: _, declined: _none, test_commands: _tests, ...steps } = plan([]);
export const DRAFT = { story, plan: steps, questions };

/** Ids of the findings that a brief lists as open. */
export const openIds = (brief: Brief): string[] => {
  const open = /## Open findings\n([\s\S]*?)(\n\n|$)/.exec(brief.text)?.[1] ?? "";
  return [...open.matchAll(/^- (F\d+) /gm)].map((match) => match[1]!);
};

const prior = (brief: Brief) => openIds(brief).map((id) => ({ id, state: "fixed" }));

export const planApproval = (brief: Brief) => ({
  status: "approved",
  summary: "Every criterion has a step.",
  criteria: [
    { id: "AC1", met: true, evidence: ["S1"] },
    { id: "AC2", met: true, evidence: ["S2"] },
  ],
  findings: [],
  prior: prior(brief),
});

/** The first finding number that the brief leaves free. */
export const nextId = (brief: Brief): string =>
  /"findings": \[\{"id": "(F\d+)"/.exec(brief.text)?.[1] ?? "F1";

export const planObjection = (brief: Brief) => ({
  ...planApproval(brief),
  status: "needs_changes",
  summary: "One thing is missing.",
  findings: [
    {
      id: nextId(brief),
      severity: "major",
      at: "S2",
      quote: "Test it",
      problem: "The empty name is not tested.",
      fix: "Name that test.",
    },
  ],
});

export const GOODBYE =
  'export function goodbye(name: string): string {\n  return "Goodbye, ".concat(name);\n}\n';
export const GOODBYE_TEST =
  'import { expect, test } from "bun:test";\nimport { goodbye } from "../src/goodbye.ts";\n\n' +
  'test("says goodbye by name", () => {\n  expect(goodbye("Ada")).toBe("Goodbye, Ada");\n});\n';

export const implementation = (brief: Brief, extra = ""): Work => ({
  artifact: {
    status: "complete",
    reason: null,
    changed_files: ["src/goodbye.ts", "tests/goodbye.test.ts"],
    criteria: [
      { id: "AC1", met: true },
      { id: "AC2", met: true },
    ],
    deviations: [],
    answered: openIds(brief),
    declined: [],
  },
  edits: { "src/goodbye.ts": GOODBYE + extra, "tests/goodbye.test.ts": GOODBYE_TEST },
  commands: ["bun test"],
});

/** Earlier tests that a reviewer is asked about: `criterion` wants each. */
export const outdated = (text: string, criterion = "AC1") => {
  const ids = [...text.matchAll(/^- (E\d+): /gm)].map(([, id]) => id!);
  return ids.length === 0 ? {} : { outdated: ids.map((id) => ({ id, criterion })) };
};

export const codeApproval = (brief: Brief) => ({
  status: "approved",
  summary: "It does what was asked.",
  criteria: [
    {
      id: "AC1",
      met: true,
      evidence: [
        {
          file: "src/goodbye.ts",
          line: 1,
          quote: "export function goodbye(name: string): string {",
        },
      ],
    },
    {
      id: "AC2",
      met: true,
      evidence: [
        { file: "tests/goodbye.test.ts", line: 4, quote: 'test("says goodbye by name", () => {' },
      ],
    },
  ],
  findings: [],
  prior: prior(brief),
  ...outdated(brief.text),
});

export const codeObjection = (brief: Brief) => ({
  ...codeApproval(brief),
  status: "needs_changes",
  summary: "One thing is missing.",
  findings: [
    {
      id: nextId(brief),
      severity: "major",
      file: "src/goodbye.ts",
      line: 2,
      quote: 'return "Goodbye, ".concat(name);',
      problem: "An empty name gives a dangling comma.",
      fix: "Say goodbye without the comma then.",
    },
  ],
});

const kindOf = (brief: Brief): string => brief.writes.slice(brief.writes.lastIndexOf("/") + 1);

/**
 * How many times the text already stands behind the goodbye source: each fix changes the tree once
 * more.
 */
const fixes = (brief: Brief): number => {
  const path = brief.writes.replace(/\.task\/.*$/, "src/goodbye.ts");
  return existsSync(path) ? readFileSync(path, "utf8").split("// fixed").length - 1 : 0;
};

/** Everybody does good work; `change` may answer in place of the honest agent. */
export function honest(
  change: (brief: Brief) => Work | Work["artifact"] | undefined = () => undefined,
): (brief: Brief) => Work {
  const answers = new Map<string, Work>();
  return (brief) => {
    // An agent is asked again after every tool call: what it means to write must not move under it.
    const known = answers.get(brief.nonce);
    if (known) return known;
    const changed = change(brief);
    const work =
      changed === undefined ? honestWork(brief) : isWork(changed) ? changed : { artifact: changed };
    answers.set(brief.nonce, work);
    return work;
  };
}

const isWork = (value: Work | Work["artifact"]): value is Work =>
  typeof value === "object" && "artifact" in value;

function honestWork(brief: Brief): Work {
  const file = kindOf(brief);
  if (file === "user-story.json") return { artifact: STORY };
  if (file === "draft.json") return { artifact: DRAFT };
  if (file === "plan-refined.json")
    return {
      artifact: plan(
        openIds(brief),
        brief.round > 1 || openIds(brief).length > 0 ? ` Revised for ${brief.task}.` : "",
      ),
    };
  if (file === "impl-result.json")
    return implementation(
      brief,
      openIds(brief).length > 0 ? `// fixed\n`.repeat(fixes(brief) + 1) : "",
    );
  return { artifact: file.startsWith("code-review") ? codeApproval(brief) : planApproval(brief) };
}
