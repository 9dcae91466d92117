// What honest agents of the chain do in a field project.
import { join } from "node:path";
import { type CodexCase, codexReviewer } from "../harness/codex-reviewer.ts";
import type { CodexScript } from "../harness/model.ts";
import type { Brief } from "../harness/team.ts";
import { nextId, openIds, outdated } from "../harness/workers.ts";
import {
  asWritten,
  changes,
  changesAll,
  fileOf,
  type Role,
  reads,
  renames,
  rootOf,
  runs,
  type Step,
  textAt,
} from "./agents.ts";
import { type Asked, type FieldProject, listed } from "./project.ts";

const AC = (at: number): string => `AC${at + 1}`;

const story = ({ title, request, criteria, outOfScope, tests }: FieldProject) => ({
  title,
  summary: request,
  acceptance_criteria: criteria.map(({ text }, at) => ({ id: AC(at), text })),
  out_of_scope: outOfScope,
  assumptions: [],
  questions: [],
  test_commands: tests === null ? [] : [tests],
});

const plan = ({ title, criteria, change, testChange, asks }: FieldProject, brief: Brief) => {
  const covers = criteria.map((_, at) => AC(at));
  const open = openIds(brief);
  const isDeclined = open.length > 0 && asks?.declined !== undefined;
  const more = open.length > 0 && !isDeclined ? ` ${asks!.fix}` : "";
  const testFiles = Object.keys(testChange);
  return {
    title,
    approach: `The smallest change, in the style of what is there.${more}`,
    steps: [
      { id: "S1", title: "Write the code", files: Object.keys(change), covers, depends_on: [] },
      ...(testFiles.length > 0
        ? [{ id: "S2", title: "Test it", files: testFiles, covers, depends_on: ["S1"] }]
        : []),
    ],
    test_commands: [],
    risks: [],
    questions: [],
    answered: isDeclined ? [] : open,
    declined: isDeclined ? open.map((id) => ({ id, reason: asks!.declined! })) : [],
  };
};

/**
 * The line of a file that holds this part, as it stands there, and its number. @throws Error where
 * there is none
 */
export function lineWith(
  root: string,
  [file, part]: [string, string],
): { file: string; line: number; quote: string } {
  const lines = (textAt(join(root, file)) ?? "").split("\n");
  const at = lines.findIndex((line) => line.includes(part));
  if (at < 0) throw new Error(`${file} has no line with ${part}`);
  return { file, line: at + 1, quote: lines[at]! };
}

/**
 * Reviewers differ in what they show: one is a line or two off, one names tests, one leaves out the
 * line's number and what stands before it. Who is sent back quotes lines.
 */
function evidence(project: FieldProject, root: string, by: Asked["by"] | null) {
  return project.criteria.map(({ code, test }, at) => {
    const { line, ...quoted } = lineWith(root, code);
    const shown =
      by === "opus" && test && project.tests !== null
        ? { test: test[0] }
        : by === "codex"
          ? { ...quoted, quote: quoted.quote.trim() }
          : { ...quoted, line: by === null ? line : line + 2 };
    return { id: AC(at), met: true, evidence: [shown] };
  });
}

type Asking = {
  of: Asked["of"];
  by: Asked["by"];
  open: string[];
  next: string;
  /** What it was handed. */
  text: string;
  isFirst: boolean;
  again?: boolean;
};

/**
 * A verdict: what the project's data asks for in the first round, and an approval in every other.
 */
function verdict(
  project: FieldProject,
  root: string,
  { of, by, open, next, text, isFirst, again = false }: Asking,
) {
  const { asks, criteria } = project;
  const asksNow = asks?.of === of && asks.by === by && isFirst;
  const met =
    of === "code"
      ? evidence(project, root, again ? null : by)
      : criteria.map((_, at) => ({ id: AC(at), met: true, evidence: ["S1"] }));
  const place =
    of === "plan"
      ? { at: "S1", quote: "Write the code" }
      : asksNow
        ? lineWith(root, asks!.code!)
        : {};
  const { problem, fix, declined } = asks ?? { problem: "", fix: "" };
  return {
    status: asksNow ? "needs_changes" : "approved",
    summary: asksNow ? "One thing is missing." : "Sound.",
    criteria: met,
    findings: asksNow ? [{ id: next, severity: "major", ...place, problem, fix }] : [],
    prior: open.map((id) =>
      declined === undefined
        ? { id, state: "fixed" }
        : { id, state: "withdrawn", reason: `True: ${declined}` },
    ),
    ...outdated(text),
  };
}

/** Who works on the project's files: test first, then the code, run after each. */
function implementation(project: FieldProject, brief: Brief): Step[] {
  const {
    change,
    testChange,
    tests,
    moves = {},
    tries = [],
    criteria,
    deviations = [],
    asks,
  } = project;
  const root = rootOf(brief);
  const open = openIds(brief);
  const isFix = open.length > 0;
  const isDeclined = isFix && asks?.declined !== undefined;
  const test = tests === null ? [] : [runs(project.startsIn?.tests ?? tests)];
  const mended = asks?.mended ?? {};
  const work = !isFix
    ? [
        ...changesAll(root, testChange),
        ...test,
        ...renames(moves),
        ...changesAll(root, change),
        ...test,
        ...tries.map((one) => runs(one)),
      ]
    : isDeclined
      ? []
      : [...changesAll(root, mended), ...test];
  return [
    ...work,
    ...changes(root, fileOf(brief), () =>
      asWritten(brief, {
        status: "complete",
        reason: null,
        changed_files: listed(
          project,
          root,
          Object.keys({
            ...moves,
            ...change,
            ...testChange,
            ...(isFix && !isDeclined ? mended : {}),
          }),
        ),
        criteria: criteria.map((_, at) => ({ id: AC(at), met: true })),
        deviations,
        answered: isDeclined ? [] : open,
        declined: isDeclined ? open.map((id) => ({ id, reason: asks!.declined! })) : [],
      }),
    ),
  ];
}

/** By the file that the brief names. */
export function chain(project: FieldProject): Role {
  return (brief, again) => {
    const root = rootOf(brief);
    const file = fileOf(brief);
    const writes = (value: () => object): Step[] =>
      changes(root, file, () => asWritten(brief, value()));
    const name = file.slice(file.lastIndexOf("/") + 1);
    const seen = [
      ...reads(root, brief.reads),
      ...reads(root, Object.keys(project.files).slice(0, 3)),
    ];
    if (name === "user-story.json") return [...seen, ...writes(() => story(project))];
    if (name === "plan-refined.json") return [...seen, ...writes(() => plan(project, brief))];
    if (name === "impl-result.json")
      return [...reads(root, brief.reads), ...implementation(project, brief)];
    const [, of, by] = /^(code-)?review-(sonnet|opus|codex)\.json$/.exec(name)!;
    const asking: Asking = {
      of: of === undefined ? "plan" : "code",
      by: by as Asked["by"],
      open: openIds(brief),
      next: nextId(brief),
      text: brief.text,
      isFirst: brief.round === 1,
      again,
    };
    const changed =
      of === undefined ? [] : Object.keys({ ...project.change, ...project.testChange });
    return [
      ...reads(root, [...brief.reads, ...changed]),
      ...writes(() => verdict(project, root, asking)),
    ];
  };
}

/** Codex, which gets the project's folder and no brief. */
export const codex = (project: FieldProject, root: string): CodexScript => {
  const asked = new Set<string>();
  return codexReviewer(({ kind, open, prompt }: CodexCase) => {
    const isFirst = !asked.has(kind);
    asked.add(kind);
    return verdict(project, root, {
      of: kind,
      by: "codex",
      open,
      next: "F1",
      text: prompt,
      isFirst,
    });
  });
};
