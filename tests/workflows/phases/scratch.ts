import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Folders of tests, removed at their end. */

const made: string[] = [];

export function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), "multi-ai-planning-"));
  made.push(path);
  return path;
}

export function removeAll(): void {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
}
