import type * as z from "zod/mini";
import { readPlainText } from "../store/files/plain-file.ts";
import { valueIn } from "../store/json/fields.ts";

/** Larger reports are not read: in bytes. */
const MAX_REPORT = 64 * 1024 * 1024;

/** A report as text; null where there is none, or one that is too large. */
export const readReport = (path: string, limit = MAX_REPORT): string | null =>
  readPlainText(path, limit);

const parsed = <T>(text: string, shape: z.ZodMiniType<T>): T | null =>
  shape.safeParse(valueIn(text)).data ?? null;

/** A report that is JSON of this shape; null where there is none that can be read. */
export function readJson<T>(path: string, shape: z.ZodMiniType<T>): T | null {
  const text = readReport(path);
  return text === null ? null : parsed(text, shape);
}

/** The lines of a text that are JSON of this shape, in their order; other lines are left out. */
export const jsonLines = <T>(text: string, shape: z.ZodMiniType<T>): T[] =>
  text.split("\n").flatMap((line) => (line.startsWith("{") ? (parsed(line, shape) ?? []) : []));
