import { join, relative } from "node:path";
import { denyList } from "../../../project/deny-list.ts";
import { isInside, realPath } from "../../../project/project.ts";
import { readText } from "../planning/files.ts";
import type { Problem } from "../planning/model.ts";

/** A document that describes a project, as the program reads it. */

/** Largest one, in bytes. */
const MAX_BYTES = 256 * 1024;

type Document = { ok: true; path: string; text: string } | { ok: false; problem: string };

/**
 * Reads a document of the project: a regular file of text inside of it, of at most 256 kB, that no deny list names.
 * `secrets`: the person's own patterns. Never throws.
 */
export function readDocument(root: string, named: string, secrets: readonly string[]): Document {
  const refused = (problem: string): Document => ({ ok: false, problem: `${named}: ${problem}` });
  const real = realPath(join(root, named));
  const path = relative(realPath(root), real);
  if (!isInside(real, realPath(root)) || path === "")
    return refused("found a path outside of the project, expected a file inside of it");
  if (denyList(secrets)(path)) return refused("found a file that may hold secrets, expected a document without");
  const problems: Problem[] = [];
  const text = readText(realPath(root), path, problems);
  const [unread] = problems;
  if (unread) return refused(unread.problem);
  if (text === null) return refused("found no such file, expected a document of the project");
  const size = Buffer.byteLength(text);
  if (size > MAX_BYTES) return refused(`found ${size} bytes, expected at most ${MAX_BYTES}: name the part that counts`);
  if (text.trim() === "") return refused("found an empty file, expected what the project is");
  // Without a byte order mark.
  return { ok: true, path, text: text.replace(/^\uFEFF/, "") };
}
