import { disk } from "./files/disk.ts";
import { START, scan } from "./journal.ts";
import { journalPath, openView, readJournal } from "./reader.ts";
import { replaceJournal } from "./replace.ts";
import { type Fold, locked, project } from "./transact.ts";

/**
 * `kept`: number of the last event that is left. `aside`: where the old journal is now, null when
 * there was none.
 */
export type Repaired<S> = { state: S | null; kept: number; aside: string | null; warning?: string };

/**
 * Writes the journal of `dir` (`.task`) again with the events before `fromSeq` alone, and keeps the
 * old file under `.task/history/`. Works with a broken or missing journal. A decision is kept as a
 * whole or not at all. The last step replaces the old journal, so that a kill at any point leaves
 * the old or the new one. `before`: called under the lock, before anything is changed.
 */
export function repair<S>(
  dir: string,
  fold: Fold<S>,
  fromSeq: number,
  before: () => void,
): Repaired<S> {
  return locked(dir, () => {
    before();
    const path = journalPath(dir);
    const old = readJournal(dir);
    const lines: Buffer[] = [];
    let kept = 0;
    scan(old ?? Buffer.alloc(0), START, (batch, _hash, raw) => {
      const last = batch[batch.length - 1]!.seq;
      if (last >= fromSeq) return;
      kept = last;
      lines.push(...raw);
    });
    const bytes = Buffer.concat(lines.flatMap((line) => [line, NEWLINE]));
    const aside = replaceJournal(dir, path, { bytes, named: "broken" });
    const { fd, view } = openView(dir, fold, "read");
    try {
      return { state: view.state, kept, aside, ...project(dir, fold, fd, view) };
    } finally {
      if (fd !== null) disk.close(fd);
    }
  });
}

const NEWLINE = Buffer.from("\n");
