import { lstatSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { cut, shown } from "../../text.ts";
import type { ArtifactKind, Checked } from "../contract.ts";
import { list, MAX_LIST, stamp } from "../fields.ts";
import { duplicates, nothing } from "../review/check.ts";
import type { HostAudit } from "./audit.ts";
import { type Place, placeBelow } from "./base-dir.ts";
import { type PmFacts, stampLines } from "./pm-facts.ts";
import { hostAuditOf } from "./pm-record.ts";

const said = z.string().check(z.trim(), z.minLength(1), z.maxLength(600));
const path = z.string().check(z.trim(), z.minLength(1), z.maxLength(600));
const completedId = z.string().check(z.regex(/^C\d{1,3}$/));
const missingId = z.string().check(z.regex(/^M\d{1,3}$/));
const port = z.number().check(z.int(), z.gte(1), z.lte(65_535));

const auditResult = z.strictObject({
  ...stamp,
  relevant_existing: list(z.strictObject({ path, what: said })),
  project_exists: z.boolean(),
  project_path: z.nullable(path),
  completed_work: list(z.strictObject({ id: completedId, text: said, path })),
  missing_work: list(z.strictObject({ id: missingId, text: said })),
  ports_in_use: list(port),
  dependencies_available: list(said),
  constraints: list(said),
  recommended_base_dir: path,
  reuse_opportunities: list(said),
  notes: z.string().check(z.maxLength(2_000)),
  error: z.optional(z.nullable(z.string().check(z.maxLength(1_000)))),
});
export type AuditResult = z.infer<typeof auditResult>;

/** What an audit is checked against. */
interface AuditContext {
  /** Null: its record is gone. */
  host: Pick<HostAudit, "ports" | "folders" | "tree"> | null;
  /** Where a folder of the project really lies. */
  placeOf(named: string): Place;
  /** Whether a file or folder of the project is there. */
  isThere(named: string): boolean;
}

/** Characters of a text, and texts of a list, that the run's journal keeps: the artifact has the whole. */
const MAX_FACT = 400;
const MAX_FACTS = 20;

/** The folders that the program's audit names: the project, those of its tree, and those that match the request. */
const knownFolders = ({ tree, folders }: Pick<HostAudit, "folders" | "tree">): Set<string> =>
  new Set([
    "",
    ...tree.filter((one) => one.endsWith("/")).map((one) => one.slice(0, -1)),
    ...folders.map((one) => one.path),
  ]);

const bare = (named: string): string => named.replace(/^\.\//, "").replace(/\/$/, "").replace(/^\.$/, "");

function projectProblems(
  { project_exists: exists, project_path: named }: AuditResult,
  host: AuditContext["host"],
): string[] {
  if (exists !== (named !== null))
    return [
      `project_path: found ${shown(named)} with project_exists ${exists}, expected ${exists ? "the folder that holds it" : "null: nothing of it is there"}`,
    ];
  if (named === null || host === null || knownFolders(host).has(bare(named))) return [];
  return [`project_path: found ${shown(named)}, expected "." or a folder that the host audit names`];
}

function portProblems(ports: readonly number[], host: AuditContext["host"]): string[] {
  const open = host?.ports ?? null;
  const wrong = ports.filter((one) => open !== null && !open.includes(one));
  if (open === null)
    return ports.length === 0 ? [] : ["ports_in_use: the host audit could not tell ports, expected []"];
  return wrong.length === 0
    ? []
    : [`ports_in_use: found ${wrong.join(", ")}, expected only ports of the host audit: ${open.join(", ") || "none"}`];
}

/** An audit's problems and what it states. Pure but for what its context looks up. */
export function judgeAuditResult(audit: AuditResult, { host, placeOf, isThere }: AuditContext): Checked {
  const error = audit.error?.trim() || null;
  const base = placeOf(audit.recommended_base_dir);
  const named = (["relevant_existing", "completed_work"] as const).flatMap((field) =>
    audit[field].map(({ path }) => ({ field, path })),
  );
  return {
    ...nothing,
    problems: [
      ...duplicates(
        audit.completed_work.map((one) => one.id),
        "completed_work",
      ),
      ...duplicates(
        audit.missing_work.map((one) => one.id),
        "missing_work",
      ),
      ...named
        .filter((one) => !isThere(one.path))
        .map(({ field, path }) => `${field}: found ${shown(path)}, expected a file or folder that is there`),
      ...projectProblems(audit, host),
      ...portProblems(audit.ports_in_use, host),
      ...(base.ok ? [] : [`recommended_base_dir: found ${shown(audit.recommended_base_dir)}: ${base.problem}`]),
      ...(error === null && audit.missing_work.length + audit.completed_work.length === 0
        ? ["missing_work: found nothing beside no completed_work, expected what is to be built, or an error"]
        : []),
    ],
    claims: named.length + audit.ports_in_use.length + 2,
    facts: {
      completed_work: audit.completed_work.slice(0, MAX_FACTS).map((one) => cut(one.text, MAX_FACT)),
      base_dir: base.ok ? base.path : "",
      ...(base.ok && !isThere(base.path === "" ? "." : base.path) ? { base_dir_missing: true } : {}),
      ...(error === null ? {} : { error: cut(error, MAX_FACT) }),
    },
    outcome: "done",
  };
}

/** Whether a file or folder that an agent named is there, in the project and not through a link that leads out of it. */
function isInProject(root: string, named: string): boolean {
  const parts = bare(named).split("/");
  const above = placeBelow(root, parts.slice(0, -1).join("/"));
  const last = parts.at(-1)!;
  if (named.startsWith("/") || !above.ok || last === ".." || last.includes("\0")) return false;
  return lstatSync(join(root, above.path, last), { throwIfNoEntry: false }) !== undefined;
}

/** `audit-result.json`, written by auditor: what of the request is there, what is missing, and what the work has to live with. */
export const kind: ArtifactKind<AuditResult, Pick<PmFacts, "task" | "nonce">> = {
  schema: auditResult,
  form: (facts) => `{
${stampLines(facts)}
  "relevant_existing": [{"path": "<file or folder>", "what": "<…>"}],
  "project_exists": <true | false>, "project_path": <"<folder>" | null>,
  "completed_work": [{"id": "C1", "text": "<…>", "path": "<file or folder that shows it>"}],
  "missing_work": [{"id": "M1", "text": "<…>"}],
  "ports_in_use": [<port>],
  "dependencies_available": ["<…>"],
  "constraints": ["<…>"],
  "recommended_base_dir": "<folder>",
  "reuse_opportunities": ["<…>"],
  "notes": "<… or empty>",
  "error": null
}`,
  rules: () => [
    'Paths are relative to the project, with forward slashes; "." is the project itself. Each `path` is there; `recommended_base_dir` may be a folder that is not there yet, and lies in the project after links are followed.',
    "`project_exists` says whether something of what is asked for is there; `project_path` is then the nearest folder around it that the host audit names, else null.",
    "`completed_work` are things as noun phrases, such as `the login form`; `missing_work` is what is left of the request. Ids are C1, C2 … and M1, M2 …, each once.",
    "`ports_in_use` are ports of the host audit that matter here.",
    "`error` is null; where the audit cannot be done at all it says why, and the run stops with it.",
    `A list has at most ${MAX_LIST} entries.`,
  ],
  check: (audit, { project, run }) =>
    judgeAuditResult(audit, {
      host: hostAuditOf(project, run),
      placeOf: (named) => placeBelow(project.root, named),
      isThere: (named) => isInProject(project.root, named),
    }),
};
