import { readlinkSync } from "node:fs";
import { readCache } from "../../store/files/disk.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { MAX_OBJECT_BYTES, putObject } from "../../store/objects.ts";
import type { Project } from "../project.ts";

/**
 * Keeps bytes that are about to go and may be the person's, and says where they are; null: they are
 * too many.
 */
export const storeBytes = (project: Project, bytes: Uint8Array): string | null =>
  bytes.length > MAX_OBJECT_BYTES ? null : `.task/objects/${putObject(project.task, bytes)}`;

/** The same for a file, or the target of a link; null also where there is neither. */
export function storeFile(project: Project, file: string): string | null {
  const isLink = statAt(file)?.isSymbolicLink() === true;
  const bytes = isLink ? Buffer.from(readlinkSync(file)) : readCache(file);
  return bytes === null ? null : storeBytes(project, bytes);
}
