import * as z from "zod/mini";
import { cut, fold, plural, someOf } from "../../../text.ts";
import { PLANNING } from "../paths.ts";
import { telling } from "./files.ts";
import { readHead } from "./front-matter.ts";
import type { Problem } from "./model.ts";

/** `vX.Y-MILESTONE-AUDIT.md`, in which GSD's audit-milestone says what a milestone lacks. */

export const auditOf = (version: string): string => `${PLANNING}/${version}-MILESTONE-AUDIT.md`;

/** A gap as it is written: a text, or fields of which one says what it is about. */
const gap = z.union([z.string(), z.record(z.string(), z.unknown())]);
const gaps = z.union([z.array(gap), z.record(z.string(), z.nullish(z.array(gap)))]);
const fieldsOfAudit = z.object({
  status: z.catch(z.string(), ""),
  gaps: z.catch(z.nullish(gaps), null),
  tech_debt: z.catch(z.nullish(z.array(z.unknown())), null),
});

/** Names that a line lists, and the length of one. */
const MOST = 5;
const MAX_NAME = 120;

const ABOUT = ["id", "name", "flow", "truth", "description", "issue", "from", "phase"];
function nameOf(one: z.infer<typeof gap>): string {
  if (typeof one === "string") return one;
  const value = ABOUT.map((key) => one[key]).find((said) => typeof said === "string" || typeof said === "number");
  return value === undefined ? JSON.stringify(one).replace(/^\{"([\w-]+)":"?(.*?)"?\}$/, "$1: $2") : String(value);
}

/** What is open by it, in a line; null: nothing is. What cannot be read is told. Pure. */
export function readAuditText(source: string, path: string): { open: string | null; problems: Problem[] } {
  const problems: Problem[] = [];
  const fields = readHead(source, telling(path, problems), "status: passed").fields(fieldsOfAudit);
  if (fields === null) return { open: null, problems };
  const lists = Array.isArray(fields.gaps) ? [fields.gaps] : Object.values(fields.gaps ?? {});
  const names = lists.flatMap((all) => (all ?? []).map((one) => cut(fold(nameOf(one)), MAX_NAME)));
  const debt = fields.tech_debt?.length ?? 0;
  if (names.length === 0 && fields.status === "passed") return { open: null, problems };
  const what = [
    ...(names.length === 0 ? [] : [someOf(names, MOST)]),
    ...(debt === 0 ? [] : [`tech debt in ${plural(debt, "phase")}`]),
  ];
  return { open: [fold(fields.status) || "no status", ...what].join(": ").replace(/: (?=tech debt)/, "; "), problems };
}
