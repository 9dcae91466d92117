import { lstatSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import * as z from "zod/mini";
import { isInside, realPath } from "../../../project/project.ts";
import { cut, given, shown } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { list, MAX_LIST, stamp } from "../../contract/fields.ts";
import { described, formOf } from "../../kit/form.ts";
import { duplicates, nothing } from "../../review/check.ts";
import type { HostAudit } from "./host.ts";
import { hostAuditOf, type PmFacts } from "./record.ts";

const shortText = z.string().check(z.trim(), z.minLength(1), z.maxLength(600));
const completedId = z.string().check(z.regex(/^C\d{1,3}$/));
const missingId = z.string().check(z.regex(/^M\d{1,3}$/));
const port = z.number().check(z.int(), z.gte(1), z.lte(65_535));

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
  error: described(z.optional(z.nullable(z.string().check(z.maxLength(1_000)))), { form: () => "null" }),
});
export type AuditResult = z.infer<typeof auditResult>;

/** What an agent named, from the project's own folder, once links are followed; "" is the project. */
type Place = { path: string; is: "folder" | "file" | "new" } | { problem: string };

/** Where something lies that an agent named: relative to the project with forward slashes, `.` for the project itself. */
export function placeBelow(root: string, named: string): Place {
  if (/^[/~]|^[A-Za-z]:|[\\\p{Cc}]/u.test(named) || named.split("/").includes(".."))
    return { problem: 'expected a path from the project, without ".."; "." is the project' };
  const top = realpathSync(root);
  const real = realPath(join(top, named));
  if (!isInside(real, top)) return { problem: "leads outside of the project" };
  const path = relative(top, real);
  if (/(?:^|\/)\.(?:git|task)(?:\/|$)/i.test(path)) return { problem: "is no part of what is built" };
  try {
    let there = real;
    while (!lstatSync(there, { throwIfNoEntry: false })) there = dirname(there);
    if (lstatSync(there).isSymbolicLink()) return { problem: "is, or lies below, a link that leads nowhere" };
    const found = statSync(real, { throwIfNoEntry: false });
    return { path, is: found === undefined ? "new" : found.isDirectory() ? "folder" : "file" };
  } catch {
    return { problem: "lies below a file, or where nobody may look" };
  }
}

/** What an audit is checked against. `host`: null where its record is gone. */
interface AuditContext {
  host: Pick<HostAudit, "ports"> | null;
  placeOf(named: string): Place;
}

/** Characters of a text, and texts of a list, that the run's journal keeps: the artifact has the whole. */
const MAX_FACT = 400;
const MAX_FACTS = 20;

/** An audit's problems and what it states. Pure but for what its context looks up. */
export function judgeAuditResult(audit: AuditResult, { host, placeOf }: AuditContext): Checked {
  const { project_exists: exists, project_path: project, recommended_base_dir: base } = audit;
  const error = audit.error?.trim() || null;
  const named = [
    ...audit.relevant_existing.map(({ path }) => ({ field: "relevant_existing", path })),
    ...audit.completed_work.map(({ path }) => ({ field: "completed_work", path })),
    ...(project === null ? [] : [{ field: "project_path", path: project }]),
  ];
  const missing = named.flatMap(({ field, path }) => {
    const place = placeOf(path);
    const kinds = field === "project_path" ? ["folder"] : ["file", "folder"];
    return "is" in place && kinds.includes(place.is)
      ? []
      : [`${field}: found ${shown(path)}, expected a ${kinds.join(" or ")} of the project that is there`];
  });
  const place = placeOf(base);
  const noFolder = "problem" in place ? place.problem : place.is === "file" ? "is no folder" : null;
  const open = host?.ports ?? [];
  const closed = audit.ports_in_use.filter((one) => !open.includes(one));
  return {
    ...nothing,
    problems: [
      ...(["completed_work", "missing_work"] as const).flatMap((field) =>
        duplicates(
          audit[field].map((one) => one.id),
          field,
        ),
      ),
      ...missing,
      ...given(
        exists !== (project !== null),
        `project_path: found ${shown(project)} with project_exists ${exists}, expected a folder only where it is true`,
      ),
      ...given(
        closed.length > 0,
        `ports_in_use: found ${closed.join(", ")}, expected only ports of the host audit: ${open.join(", ") || "none"}`,
      ),
      ...given(noFolder !== null, `recommended_base_dir: found ${shown(base)}: ${noFolder}`),
      ...given(
        error === null && audit.missing_work.length + audit.completed_work.length === 0,
        "missing_work: found nothing beside no completed_work, expected what is to be built, or an error",
      ),
    ],
    claims: named.length + audit.ports_in_use.length + 2,
    facts: {
      completed_work: audit.completed_work.slice(0, MAX_FACTS).map((one) => cut(one.text, MAX_FACT)),
      base_dir: "path" in place ? place.path : "",
      ...("path" in place && place.is === "new" ? { base_dir_missing: true } : {}),
      ...(error === null ? {} : { error: cut(error, MAX_FACT) }),
    },
    outcome: "done",
  };
}

/** `audit-result.json`, written by auditor: what of the request is there, what is missing, and what the work has to live with. */
export const kind: ArtifactKind<AuditResult, PmFacts> = {
  schema: auditResult,
  form: (facts) => formOf(auditResult, facts),
  rules: () => [
    'Paths are relative to the project, with forward slashes; "." is the project itself. Each `path` is there; `recommended_base_dir` may be a folder that is not there yet, and lies in the project after links are followed.',
    "`project_exists` says whether something of what is asked for is there; `project_path` is then the folder that holds it, else null.",
    "`completed_work` are things as noun phrases, such as `the login form`; `missing_work` is what is left of the request. Ids are C1, C2 … and M1, M2 …, each once.",
    "`ports_in_use` are ports of the host audit that matter here.",
    "`error` is null; where the audit cannot be done at all it says why, and the run stops with it.",
    `A list has at most ${MAX_LIST} entries.`,
  ],
  check: (audit, { project, run }) =>
    judgeAuditResult(audit, {
      host: hostAuditOf(project, run),
      placeOf: (named) => placeBelow(project.root, named),
    }),
};
