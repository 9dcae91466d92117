import { readRegular } from "./disk.ts";
import { type Recorded, START, scan } from "./journal.ts";
import type { Project } from "./project.ts";
import { journalPath } from "./view.ts";

/** The events of a journal that count, in order; up to the first line that fits nowhere. @throws UnsafeFile */
export function readEvents(project: Project): Recorded[] {
  const events: Recorded[] = [];
  scan(readRegular(journalPath(project.task)) ?? Buffer.alloc(0), START, (batch) => events.push(...batch));
  return events;
}
