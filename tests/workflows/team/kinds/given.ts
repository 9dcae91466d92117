import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../../src/engine/run.ts";
import { parseArtifact } from "../../../../src/run/results/accept.ts";
import type { Checked } from "../../../../src/workflows/contract/contract.ts";
import { nothing } from "../../../../src/workflows/review/check.ts";
import { type Brief, criteriaIn } from "../../../../src/workflows/team/documents/brief.ts";
import type { Design } from "../../../../src/workflows/team/documents/design.ts";
import { teamModule } from "../../../../src/workflows/team/index.ts";
import type { TeamKind } from "../../../../src/workflows/team/kinds/kind.ts";
import { partsOf } from "../../../../src/workflows/team/ownership.ts";
import type { CheckContext } from "../../../../src/workflows/team/record/facts.ts";
import type { TeamFacts } from "../../../../src/workflows/team/record/recorded.ts";

const folder = join(import.meta.dir, "../../../fixtures/pipeline");

/** A file of the fixtures, by its path there. */
export const fixture = (path: string): string => readFileSync(join(folder, path), "utf8");
export const walkthrough = (path: string): string => fixture(`walkthrough/${path}`);

/** Every kind of artifact of the workflow, by the name that gates give it. */
export const KINDS: Record<string, TeamKind<never>> = Object.fromEntries(
  await Promise.all(
    Object.entries(teamModule.artifacts).map(async ([name, load]) => [
      name,
      (await load()) as TeamKind<never>,
    ]),
  ),
);

export const AREAS: Record<string, string[]> = {
  backend: ["src/backend/**"],
  frontend: ["src/frontend/**"],
  platform: ["src/infra/**", ".github/**"],
};
export const NONCE = "0123456789abcdef";

const DOCUMENTS: Record<string, string> = {
  "pipeline/adr/0001-email-delivery-via-queue.md": "adr/0001-email-delivery-via-queue.md",
  "src/tests/auth.test.js": "auth.test.js.txt",
};

/** What pm and the principal hand in there. */
export const BRIEF: Brief = JSON.parse(walkthrough("gates/stage-01.json")).brief;
export const DRAFT: Design = JSON.parse(walkthrough("design-draft.json")).design;
export const accepted = (brief: Brief) => ({ ...brief, criteria: criteriaIn(brief) });

export interface Given extends Partial<Omit<CheckContext, "areas" | "document" | "list">> {
  /** Globs by area. */
  areas?: Record<string, readonly string[]>;
  /** In place of the walkthrough's own documents; null takes one away. */
  documents?: Record<string, string | null>;
}

/** The walkthrough's project as a context: all of its documents are there. */
export function given({ documents = {}, areas = AREAS, ...over }: Given = {}): CheckContext {
  const document = (path: string): string | null => {
    if (Object.hasOwn(documents, path)) return documents[path]!;
    const name = DOCUMENTS[path];
    return name === undefined ? null : walkthrough(name);
  };
  return {
    role: "pm",
    item: null,
    earlier: [],
    track: "full",
    areas: Object.keys(areas),
    partsOf: partsOf({ settings: { areas, team: { qa: ["src/tests/**"] } } } as unknown as Run),
    isTest: (path) => path.startsWith("src/tests/"),
    document,
    list: (at) =>
      [...new Set([...Object.keys(DOCUMENTS), ...Object.keys(documents)])]
        .filter((path) => path.startsWith(`${at}/`) && document(path) !== null)
        .map((path) => path.slice(at.length + 1)),
    ownAdrs: ["0001-email-delivery-via-queue.md"],
    changed: [],
    changedAreas: Object.keys(areas),
    trees: () => undefined,
    treesBefore: () => undefined,
    brief: accepted(BRIEF),
    design: DRAFT,
    notes: [],
    mayDecline: [],
    openQuestions: [],
    warnings: [],
    reviews: [],
    places: new Map(),
    ...over,
  };
}

/**
 * A gate of the walkthrough, stamped for the context's task, with other fields where they are
 * given.
 */
export const gate = (name: string, over: object = {}): Record<string, unknown> => ({
  ...(JSON.parse(walkthrough(name)) as object),
  task: "T7",
  nonce: NONCE,
  ...over,
});

/**
 * What an artifact of T7 is accepted as: it is parsed as every artifact is, and then judged by its
 * kind.
 */
export function check(
  kind: string,
  text: string,
  context: CheckContext,
): Omit<Checked, "facts"> & { facts: TeamFacts } {
  const parsed = parseArtifact(KINDS[kind]!, new TextEncoder().encode(text), "T7");
  if (!parsed.ok) return { ...nothing, problems: parsed.problems, outcome: "", facts: {} };
  const { facts = {}, ...checked } = KINDS[kind]!.judge(parsed.value as never, context);
  return { ...checked, facts };
}

export const checkData = (kind: string, data: unknown, context: Given = {}) =>
  check(kind, JSON.stringify(data) ?? "", given(context));

/** What a test of a refusal gives: its name, what is put in, what one of the problems says. */
export type Refusal<T> = [name: string, input: T, problem: RegExp];
