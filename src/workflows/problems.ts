import type * as z from "zod/mini";

type Issue = z.core.$ZodIssue;

/** The value as a person would write it, short enough for one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<PropertyKey, unknown>)[key];
  }
  return here;
}

function pathText(path: readonly PropertyKey[]): string {
  let out = "";
  for (const key of path) out += typeof key === "number" ? `[${key}]` : out === "" ? String(key) : `.${String(key)}`;
  return out === "" ? "the whole file" : out;
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${issue.expected}`;
    case "invalid_value":
      return `expected one of ${issue.values.map((v) => JSON.stringify(v)).join(", ")}`;
    case "too_small":
      return `expected at least ${issue.minimum} ${issue.origin === "string" ? "characters" : issue.origin === "array" ? "entries" : ""}`.trim();
    case "too_big":
      return `expected at most ${issue.maximum} ${issue.origin === "string" ? "characters" : issue.origin === "array" ? "entries" : ""}`.trim();
    case "invalid_format":
      return `expected the form ${"pattern" in issue && issue.pattern ? issue.pattern : issue.format}`;
    case "unrecognized_keys":
      return `unknown: ${issue.keys.join(", ")}`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? `expected one of ${issue.options.map((one) => JSON.stringify(one)).join(", ")}`
        : "fits none of the allowed forms";
    default:
      return issue.message || "not valid";
  }
}

/** Every problem of a parsed value as one line each: field, what was found, what is expected. */
export function problemsOf(value: unknown, issues: readonly Issue[]): string[] {
  return issues
    .slice(0, 12)
    .map((issue) => `${pathText(issue.path)}: found ${shown(at(value, issue.path))}, ${expected(issue)}`);
}
