import * as z from "zod/mini";
import { cut, fold, plural, someOf } from "../../../text.ts";
import { PLANNING } from "../paths.ts";
import { namesIn, telling } from "./files.ts";
import { readHead } from "./front-matter.ts";
import type { Problem } from "./model.ts";

/** `vX.Y-MILESTONE-AUDIT.md`, in which GSD's audit-milestone says what a milestone lacks. */

const NAME = /^v?(\d{1,4}(?:\.\d{1,4}){0,2})-MILESTONE-AUDIT\.md$/;
/** `v1` and `v1.0` are one milestone. */
const plain = (version: string): string => version.replace(/^v/, "").replace(/(?:\.0)+$/, "");

/** That of a milestone; null: there is none. `root`: the project. */
export function auditOf(root: string, version: string): string | null {
  const found = namesIn(root, PLANNING, []).find(
    (name) => plain(NAME.exec(name)?.[1] ?? "-") === plain(version),
  );
  return found === undefined ? null : `${PLANNING}/${found}`;
}

/** A gap as it is written: a text, or fields of which one says what it is about. */
const gap = z.union([z.string(), z.record(z.string(), z.unknown())]);
const gaps = z.union([z.array(gap), z.record(z.string(), z.nullish(z.array(gap)))]);
const fieldsOfAudit = z.object({
  status: z.catch(z.string(), ""),
  gaps: z.catch(z.nullish(gaps), null),
  tech_debt: z.catch(z.nullish(z.array(z.unknown())), null),
});

/** What is said of a gap that is none any more, and of the whole. */
const CLOSED = /^(?:passed|complete|completed|satisfied|resolved|closed)$/i;

/** Names that a line lists, and the length of one. */
const MOST = 5;
const MAX_NAME = 120;

const ABOUT = ["id", "name", "flow", "truth", "description", "issue", "from", "phase"];
function nameOf(one: z.infer<typeof gap>): string {
  if (typeof one === "string") return one;
  const value = ABOUT.map((key) => one[key]).find(
    (value) => typeof value === "string" || typeof value === "number",
  );
  return value === undefined
    ? JSON.stringify(one).replace(/^\{"([\w-]+)":"?(.*?)"?\}$/, "$1: $2")
    : String(value);
}

/** What is open by it, in a line; null: nothing is. What cannot be read is told. Pure. */
export function readAuditText(
  source: string,
  path: string,
): { open: string | null; problems: Problem[] } {
  const problems: Problem[] = [];
  const fields = readHead(source, telling(path, problems), "status: passed").fields(fieldsOfAudit);
  if (fields === null) return { open: null, problems };
  const lists = Array.isArray(fields.gaps) ? [fields.gaps] : Object.values(fields.gaps ?? {});
  const open = lists
    .flatMap((all) => all ?? [])
    .filter((one) => typeof one === "string" || !CLOSED.test(String(one.status)));
  const names = open.map((one) => cut(fold(nameOf(one)), MAX_NAME));
  const debt = fields.tech_debt?.length ?? 0;
  if (names.length === 0 && CLOSED.test(fields.status)) return { open: null, problems };
  const what = [
    ...(names.length === 0 ? [] : [someOf(names, MOST)]),
    ...(debt === 0 ? [] : [`tech debt in ${plural(debt, "phase")}`]),
  ];
  return {
    open: [fold(fields.status) || "no status", ...what].join(": ").replace(/: (?=tech debt)/, "; "),
    problems,
  };
}
