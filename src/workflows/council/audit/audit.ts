import { statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { attempt } from "../../../process/attempt.ts";
import { isInside, realPath } from "../../../project/project.ts";
import { cut, shortJson } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { list, MAX_LIST, stamp } from "../../contract/fields.ts";
import { refusing } from "../../contract/problems.ts";
import { described } from "../../kit/artifacts/form.ts";
import { jsonKind } from "../../kit/artifacts/json-kind.ts";
import { duplicates, nothing } from "../../review/check.ts";
import type { HostAudit } from "./host.ts";
import { hostAuditOf } from "./record.ts";

const shortText = z.string().check(z.trim(), z.minLength(1), z.maxLength(600));
const completedId = z.string().check(z.regex(/^C\d{1,3}$/));
const missingId = z.string().check(z.regex(/^M\d{1,3}$/));
const port = z.number().check(z.int(), z.gte(1), z.lte(65_535));

/** Why there is no result; else null. `what`: what cannot be done. */
export const errorField = (what: string) =>
  described(z.optional(z.nullable(z.string().check(z.maxLength(1_000)))), {
    form: () => "null",
    rules: () => [
      `\`error\` is null; where the ${what} cannot be done at all it says why, and the run stops with it.`,
    ],
  });

/** What the run keeps of such an error. */
export function errorFacts({ error }: { error?: string | null | undefined }): { error?: string } {
  const text = error?.trim() ?? "";
  return text === "" ? {} : { error: cut(text, 400) };
}

const auditResult = z.strictObject({
  ...stamp,
  relevant_existing: list(z.strictObject({ path: shortText, what: shortText })),
  project_exists: z.boolean(),
  project_path: z.nullable(shortText),
  completed_work: list(z.strictObject({ id: completedId, text: shortText, path: shortText })),
  missing_work: list(z.strictObject({ id: missingId, text: shortText })),
  ports_in_use: list(port),
  dependencies_available: list(shortText),
  constraints: list(shortText),
  recommended_base_dir: shortText,
  reuse_opportunities: list(shortText),
  notes: z.string().check(z.maxLength(2_000)),
  error: errorField("audit"),
});
export type AuditResult = z.infer<typeof auditResult>;

const idsOf = (all: readonly { id: string }[]): string[] => all.map((one) => one.id);

/**
 * What lies where an agent says, once links are followed; null: nothing, or nothing of the project.
 */
function foundBelow(root: string, named: string): "folder" | "file" | null {
  const real = named.startsWith("/") ? null : attempt(() => realPath(join(root, named)), null);
  if (real === null || !isInside(real, realPath(root))) return null;
  const found = attempt(() => statSync(real), null);
  return found && (found.isDirectory() ? "folder" : "file");
}

/**
 * An audit's problems and what it states. `ports`: those that are open here; `found`: looks up what
 * it names. Pure but for that.
 */
export function judgeAuditResult(
  audit: AuditResult,
  {
    ports,
    found,
  }: Pick<HostAudit, "ports"> & { found(named: string): ReturnType<typeof foundBelow> },
): Checked {
  const { project_exists: exists, project_path: project } = audit;
  const facts = errorFacts(audit);
  const problems = [
    ...duplicates(idsOf(audit.completed_work), "completed_work"),
    ...duplicates(idsOf(audit.missing_work), "missing_work"),
  ];
  const refuse = refusing(problems);
  const look = (field: string, path: string, kinds = ["file", "folder"]): void => {
    if (!kinds.includes(found(path) ?? ""))
      refuse(field, shortJson(path), `a ${kinds.join(" or ")} of the project that is there`);
  };
  for (const field of ["relevant_existing", "completed_work"] as const)
    for (const { path } of audit[field]) look(field, path);
  if (project !== null) look("project_path", project, ["folder"]);
  if (exists !== (project !== null))
    refuse(
      "project_path",
      `${shortJson(project)} with project_exists ${exists}`,
      "a folder only where it is true",
    );
  const open = ports ?? [];
  const closed = audit.ports_in_use.filter((one) => !open.includes(one));
  if (closed.length > 0)
    refuse(
      "ports_in_use",
      closed.join(", "),
      `only ports of the host audit: ${open.join(", ") || "none"}`,
    );
  if (facts.error === undefined && audit.missing_work.length + audit.completed_work.length === 0)
    refuse("missing_work", "nothing beside no completed_work", "what is to be built, or an error");
  return { ...nothing, problems, facts, outcome: "done" };
}

/**
 * `audit-result.json`, written by auditor: what of the request is there, what is missing, and what
 * the work has to live with.
 */
export const kind = jsonKind(
  auditResult,
  (audit, { project, run }) =>
    judgeAuditResult(audit, {
      ports: hostAuditOf(project, run)?.ports ?? null,
      found: (named) => foundBelow(project.root, named),
    }),
  () => [
    'Paths are relative to the project, with forward slashes; "." is the project itself. Each `path` is there; `recommended_base_dir` may be a folder that is not there yet.',
    "`project_exists` is false where nothing is there yet to build on, as in an empty folder; `project_path` is then null, else the folder that the request is about.",
    "`completed_work` are things as noun phrases, such as `the login form`; `missing_work` is what is left of the request. Ids are C1, C2 … and M1, M2 …, each once.",
    "`ports_in_use` are ports of the host audit that matter here.",
    `A list has at most ${MAX_LIST} entries.`,
  ],
);
