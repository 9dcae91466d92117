/** Kinds of artifact that the roles of the team workflow write: gates as JSON, documents as markdown with a stamp. */
export const JSON_KINDS = [
  "stage-01",
  "stage-02",
  "stage-03",
  "stage-04",
  "stage-05-security",
  "stage-07",
  "stage-08",
  "stage-09",
  "scope-review",
  "ruling",
] as const;
export const MARKDOWN_KINDS = ["design-draft", "design-notes", "peer-review", "deploy-log", "retro"] as const;

export type PipelineKind = (typeof JSON_KINDS)[number] | (typeof MARKDOWN_KINDS)[number];

const ALL: readonly string[] = [...JSON_KINDS, ...MARKDOWN_KINDS];
export const isPipelineKind = (kind: string): kind is PipelineKind => ALL.includes(kind);
