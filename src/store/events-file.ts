import { readRegular } from "./disk.ts";
import { BrokenChain, type Recorded, START, scan } from "./journal.ts";
import type { Project } from "../project/project.ts";
import { journalPath } from "./reader.ts";

/** The events of a journal that count, in order. The whole of it is read, whatever the snapshot says. @throws BrokenChain, UnsafeFile */
export function readEvents(project: Project): Recorded[] {
  const events: Recorded[] = [];
  const bytes = readRegular(journalPath(project.task)) ?? Buffer.alloc(0);
  const { position, broken } = scan(bytes, START, (batch) => events.push(...batch));
  if (broken !== null) throw new BrokenChain(broken.line, position.seq + 1, broken.problem);
  return events;
}
