// @bun
import {
  cut,
  shown
} from "./s28.js";
import {
  MAX_LIST,
  list,
  stamp
} from "./s61.js";
import {
  stampLines
} from "./s32.js";
import {
  hostAuditOf
} from "./s95.js";
import {
  nothing,
  duplicates
} from "./s76.js";
import {
  _lte,
  _gte,
  _maxLength,
  _minLength,
  _regex,
  _trim,
  string,
  number2,
  int,
  boolean,
  strictObject,
  optional,
  nullable
} from "./s1.js";

// src/workflows/council/audit-result.ts
import { lstatSync as lstatSync2 } from "fs";
import { join as join2 } from "path";

// src/workflows/council/base-dir.ts
import { lstatSync, realpathSync } from "fs";
import { join, relative, sep } from "path";
var no = (problem) => ({ ok: false, problem });
function statOf(path) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return;
  }
}
function placeBelow(root, named) {
  if (named.length > 1000 || /[\u0000-\u001f\u007f]/.test(named))
    return no("expected a folder's name without control characters");
  if (named.startsWith("/") || named.startsWith("~") || /^[A-Za-z]:|\\/.test(named))
    return no('lies outside of the project, or does not say so; expected a path from the project, "." for the project');
  const parts = named.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes(".."))
    return no('lies outside of the project, or does not say so; expected a path without ".."');
  const top = realpathSync(root);
  let at = top;
  for (const [index, part] of parts.entries()) {
    const next = join(at, part);
    const found = statOf(next);
    if (found === undefined)
      return placed(top, join(next, ...parts.slice(index + 1)));
    let real;
    try {
      real = found.isSymbolicLink() ? realpathSync(next) : next;
    } catch {
      return no(`${parts.slice(0, index + 1).join("/")} is a link that leads nowhere; expected a folder of the project`);
    }
    if (real !== top && !real.startsWith(`${top}${sep}`))
      return no(`${parts.slice(0, index + 1).join("/")} is a link that leads outside of the project; expected the project or a folder below it`);
    if (!statOf(real)?.isDirectory())
      return no(`${parts.slice(0, index + 1).join("/")} is no folder`);
    at = real;
  }
  return placed(top, at);
}
var OWN = new Set([".git", ".task"]);
function placed(top, path) {
  const way = relative(top, path).split(sep).join("/");
  const own = way.split("/").find((part) => OWN.has(part.toLowerCase()));
  return own === undefined ? { ok: true, path: way } : no(`lies in ${own}/, which is no part of what is built`);
}

// src/workflows/council/audit-result.ts
var said = string().check(_trim(), _minLength(1), _maxLength(600));
var path = string().check(_trim(), _minLength(1), _maxLength(600));
var completedId = string().check(_regex(/^C\d{1,3}$/));
var missingId = string().check(_regex(/^M\d{1,3}$/));
var port = number2().check(int(), _gte(1), _lte(65535));
var auditResult = strictObject({
  ...stamp,
  relevant_existing: list(strictObject({ path, what: said })),
  project_exists: boolean(),
  project_path: nullable(path),
  completed_work: list(strictObject({ id: completedId, text: said, path })),
  missing_work: list(strictObject({ id: missingId, text: said })),
  ports_in_use: list(port),
  dependencies_available: list(said),
  constraints: list(said),
  recommended_base_dir: path,
  reuse_opportunities: list(said),
  notes: string().check(_maxLength(2000)),
  error: optional(nullable(string().check(_maxLength(1000))))
});
var MAX_FACT = 400;
var MAX_FACTS = 20;
var knownFolders = ({ tree, folders }) => new Set([
  "",
  ...tree.filter((one) => one.endsWith("/")).map((one) => one.slice(0, -1)),
  ...folders.map((one) => one.path)
]);
var bare = (named) => named.replace(/^\.\//, "").replace(/\/$/, "").replace(/^\.$/, "");
function projectProblems({ project_exists: exists, project_path: named }, host) {
  if (exists !== (named !== null))
    return [
      `project_path: found ${shown(named)} with project_exists ${exists}, expected ${exists ? "the folder that holds it" : "null: nothing of it is there"}`
    ];
  if (named === null || host === null || knownFolders(host).has(bare(named)))
    return [];
  return [`project_path: found ${shown(named)}, expected "." or a folder that the host audit names`];
}
function portProblems(ports, host) {
  const open = host?.ports ?? null;
  const wrong = ports.filter((one) => open !== null && !open.includes(one));
  if (open === null)
    return ports.length === 0 ? [] : ["ports_in_use: the host audit could not tell ports, expected []"];
  return wrong.length === 0 ? [] : [`ports_in_use: found ${wrong.join(", ")}, expected only ports of the host audit: ${open.join(", ") || "none"}`];
}
function judgeAuditResult(audit, { host, placeOf, isThere }) {
  const error = audit.error?.trim() || null;
  const base = placeOf(audit.recommended_base_dir);
  const named = ["relevant_existing", "completed_work"].flatMap((field) => audit[field].map(({ path }) => ({ field, path })));
  return {
    ...nothing,
    problems: [
      ...duplicates(audit.completed_work.map((one) => one.id), "completed_work"),
      ...duplicates(audit.missing_work.map((one) => one.id), "missing_work"),
      ...named.filter((one) => !isThere(one.path)).map(({ field, path }) => `${field}: found ${shown(path)}, expected a file or folder that is there`),
      ...projectProblems(audit, host),
      ...portProblems(audit.ports_in_use, host),
      ...base.ok ? [] : [`recommended_base_dir: found ${shown(audit.recommended_base_dir)}: ${base.problem}`],
      ...error === null && audit.missing_work.length + audit.completed_work.length === 0 ? ["missing_work: found nothing beside no completed_work, expected what is to be built, or an error"] : []
    ],
    claims: named.length + audit.ports_in_use.length + 2,
    facts: {
      completed_work: audit.completed_work.slice(0, MAX_FACTS).map((one) => cut(one.text, MAX_FACT)),
      base_dir: base.ok ? base.path : "",
      ...base.ok && !isThere(base.path === "" ? "." : base.path) ? { base_dir_missing: true } : {},
      ...error === null ? {} : { error: cut(error, MAX_FACT) }
    },
    outcome: "done"
  };
}
function isInProject(root, named) {
  const parts = bare(named).split("/");
  const above = placeBelow(root, parts.slice(0, -1).join("/"));
  const last = parts.at(-1);
  if (named.startsWith("/") || !above.ok || last === ".." || last.includes("\x00"))
    return false;
  return lstatSync2(join2(root, above.path, last), { throwIfNoEntry: false }) !== undefined;
}
var kind = {
  schema: auditResult,
  form: (facts) => `{
${stampLines(facts)}
  "relevant_existing": [{"path": "<file or folder>", "what": "<\u2026>"}],
  "project_exists": <true | false>, "project_path": <"<folder>" | null>,
  "completed_work": [{"id": "C1", "text": "<\u2026>", "path": "<file or folder that shows it>"}],
  "missing_work": [{"id": "M1", "text": "<\u2026>"}],
  "ports_in_use": [<port>],
  "dependencies_available": ["<\u2026>"],
  "constraints": ["<\u2026>"],
  "recommended_base_dir": "<folder>",
  "reuse_opportunities": ["<\u2026>"],
  "notes": "<\u2026 or empty>",
  "error": null
}`,
  rules: () => [
    'Paths are relative to the project, with forward slashes; "." is the project itself. Each `path` is there; `recommended_base_dir` may be a folder that is not there yet, and lies in the project after links are followed.',
    "`project_exists` says whether something of what is asked for is there; `project_path` is then the nearest folder around it that the host audit names, else null.",
    "`completed_work` are things as noun phrases, such as `the login form`; `missing_work` is what is left of the request. Ids are C1, C2 \u2026 and M1, M2 \u2026, each once.",
    "`ports_in_use` are ports of the host audit that matter here.",
    "`error` is null; where the audit cannot be done at all it says why, and the run stops with it.",
    `A list has at most ${MAX_LIST} entries.`
  ],
  sees: "the project's folders",
  check: (audit, { project, run }) => judgeAuditResult(audit, {
    host: hostAuditOf(project, run),
    placeOf: (named) => placeBelow(project.root, named),
    isThere: (named) => isInProject(project.root, named)
  })
};
export {
  kind
};
