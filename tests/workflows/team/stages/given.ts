import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeStamp } from "../../../../src/workflows/stamp.ts";
import { parseBrief } from "../../../../src/workflows/team/documents/brief.ts";
import type { PipelineChecked, PipelineContext } from "../../../../src/workflows/team/facts.ts";
import { PIPELINE_CHECKS, type PipelineKind } from "../../../../src/workflows/team/stages/kinds.ts";

const folder = join(import.meta.dir, "../../../fixtures/pipeline");

/** A file of the fixtures, by its path there. */
export const fixture = (path: string): string => readFileSync(join(folder, path), "utf8");
export const walkthrough = (path: string): string => fixture(`walkthrough/${path}`);

export const AREAS = {
  backend: ["src/backend/**"],
  frontend: ["src/frontend/**"],
  platform: ["src/infra/**", ".github/**"],
};
export const NONCE = "0123456789abcdef";

const DOCUMENTS: Record<string, string> = {
  "pipeline/brief.md": "brief.md",
  "pipeline/design-spec.md": "design-spec.md",
  "pipeline/adr/0001-email-delivery-via-queue.md": "adr/0001-email-delivery-via-queue.md",
  "pipeline/design-review/principal.md": "design-review/principal.md",
  "pipeline/clarification.md": "clarification.md",
  "pipeline/pr-backend.md": "pr-backend.md",
  "pipeline/pr-frontend.md": "pr-frontend.md",
  "pipeline/pr-platform.md": "pr-platform.md",
  "pipeline/test-report.md": "test-report.md",
  "src/tests/auth.test.js": "auth.test.js.txt",
};

export interface Given extends Partial<Omit<PipelineContext, "document" | "list">> {
  /** In place of the walkthrough's own documents; null takes one away. */
  documents?: Record<string, string | null>;
}

/** The walkthrough's project as a context: all of its documents are there. */
export function given({ documents = {}, ...over }: Given = {}): PipelineContext {
  const document = (path: string): string | null => {
    if (Object.hasOwn(documents, path)) return documents[path]!;
    const name = DOCUMENTS[path];
    return name === undefined ? null : walkthrough(name);
  };
  const areas = over.areas ?? AREAS;
  return {
    task: "T7",
    role: "pm",
    item: null,
    track: "full",
    areas,
    inArea: (path, area) =>
      (areas[area as keyof typeof areas] ?? []).some((glob) => path.startsWith(glob.replace("**", ""))),
    isTest: (path) => path.startsWith("src/tests/"),
    document,
    list: (at) =>
      [...new Set([...Object.keys(DOCUMENTS), ...Object.keys(documents)])]
        .filter((path) => path.startsWith(`${at}/`) && document(path) !== null)
        .map((path) => path.slice(at.length + 1)),
    changed: [],
    brief: parseBrief(walkthrough("brief.md")).brief,
    notes: [],
    openQuestions: [],
    warnings: [],
    reviews: [],
    ...over,
  };
}

/** A gate of the walkthrough, stamped for the context's task, with other fields where they are given. */
export const gate = (name: string, over: object = {}): Record<string, unknown> => ({
  ...(JSON.parse(walkthrough(name)) as object),
  task: "T7",
  nonce: NONCE,
  ...over,
});

export const checkData = (kind: PipelineKind, data: unknown, context: Given = {}): PipelineChecked =>
  PIPELINE_CHECKS[kind]({ text: JSON.stringify(data), data }, given(context));

export const stamped = (text: string): string => `${makeStamp({ task: "T7", nonce: NONCE })}\n${text}`;

export const checkText = (kind: PipelineKind, text: string, context: Given = {}): PipelineChecked =>
  PIPELINE_CHECKS[kind]({ text }, given(context));

/** What a test of a refusal gives: its name, what is put in, what one of the problems says. */
export type Refusal<T> = [name: string, input: T, problem: RegExp];
