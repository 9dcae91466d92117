// Further runs in a project's history: copies of one that is there, each with an id of its own.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../src/project/project.ts";
import { sha256 } from "../../src/store/journal.ts";

/**
 * Copies an archived run to another id, as one that began later by as many days; its journal is
 * whole, and no snapshot covers it.
 */
export function copyRun({ task }: Project, from: string, id: string, days: number): void {
  const folder = join(task, "history", id);
  cpSync(join(task, "history", from), folder, { recursive: true });
  rmSync(join(folder, "snapshot.json"), { force: true });
  const path = join(folder, "events.jsonl");
  let prev = "";
  const lines = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => {
      const event = JSON.parse(line);
      const at = new Date(Date.parse(event.at) + days * 86_400_000).toISOString();
      const text = JSON.stringify({ ...event, run: id, at, prev });
      prev = sha256(text);
      return `${text}\n`;
    });
  writeFileSync(path, lines.join(""));
}
