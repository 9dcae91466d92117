import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../engine/run.ts";
import { removeFile } from "../../store/files/disk.ts";
import { readPlain } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";
import { MAX_OBJECT_BYTES, putObject } from "../../store/objects.ts";
import type { CheckResult } from "../contract/contract.ts";
import { clipped, result } from "../execute/checks/workspace.ts";
import { applyChanges, type FileEdit, put } from "./planning/files.ts";
import type { At } from "./recorded.ts";
import { made, Stopped } from "./stopped.ts";

/** A file that new ones take the place of, as it was when their author began. */
interface Replaced {
  path: string;
  sha: string;
}

interface Documents {
  /** By path relative to the project. */
  texts: ReadonlyMap<string, string>;
  /** Left out: whoever typed the command wants a new one, whatever is there. */
  replaced?: readonly Replaced[];
  /** Other changes that are made with them. */
  more?: readonly FileEdit[];
  /** What the journal keeps of it. `removed`: files whose place was taken. */
  facts(removed: string[]): Record<string, unknown>;
}

/** Of what cannot be read no hash that anything has. */
const shaOf = (path: string): string | null =>
  existsSync(path) ? sha256(readPlain(path) ?? path) : null;

/**
 * Writes documents of a phase in the place of others, which are kept in the run's objects. All of
 * it or nothing: what stands in the way is found before the first file is written. A second call
 * with the same texts changes nothing more. @throws Stopped
 */
export function replaced({ project, run }: At, task: Task, documents: Documents): CheckResult {
  const { texts, replaced: old, more = [], facts } = documents;
  const at = (path: string): string => join(project.root, path);
  const known = new Map(old?.map(({ path, sha }) => [path, sha]));
  const changed = [...new Set([...known.keys(), ...texts.keys()])].filter((path) => {
    const sha = shaOf(at(path));
    return sha !== null && sha !== known.get(path) && sha !== sha256(texts.get(path) ?? "");
  });
  // The person lets go of what they changed meanwhile.
  const overwrites = old === undefined || run.options.overwrite === "yes";
  if (changed.length > 0 && !overwrites)
    return result(task, "changed", { facts: { changed: clipped(changed) } });
  const removed = [...known.keys()].filter((path) => !texts.has(path) && existsSync(at(path)));
  for (const path of [...removed, ...texts.keys()]) {
    if (!existsSync(at(path))) continue;
    const bytes = readPlain(at(path), MAX_OBJECT_BYTES);
    if (bytes === null)
      throw new Stopped(`${path} is not a regular file, or too large to keep; move it away`);
    putObject(project.task, bytes);
  }
  made(applyChanges(project.root, [...[...texts].map(([path, text]) => put(path, text)), ...more]));
  for (const path of removed) removeFile(at(path));
  return result(task, "pass", { facts: facts(removed) });
}
