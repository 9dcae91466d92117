/** A diff as git words it, file by file, with the number of each line. */

interface DiffLine {
  kind: "added" | "removed" | "same" | "place";
  /** Its number before and after; null where it is in one of them alone. */
  old: number | null;
  new: number | null;
  text: string;
}

export interface FileDiff {
  path: string;
  status: "added" | "modified" | "deleted";
  added: number;
  removed: number;
  lines: DiffLine[];
}

/** A name in a header, which git quotes where it has unusual characters. */
function pathIn(name: string): string | null {
  if (name === "/dev/null") return null;
  const quoted = /^"(.*)"$/.exec(name)?.[1];
  const plain =
    quoted === undefined
      ? name
      : Buffer.from(
          quoted.replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
            /^\d/.test(code)
              ? String.fromCharCode(Number.parseInt(code, 8))
              : (({ n: "\n", t: "\t" } as Record<string, string>)[code] ?? code),
          ),
          "latin1",
        ).toString();
  return plain.replace(/^[ab]\//, "").replace(/\t$/, "");
}

/** What git says of a file beside its lines, where that is a change by itself. */
const TOLD = /^(?:(?:old|new) mode|rename|copy|Binary|GIT binary|\\)/;

/** The files of a diff; a line that belongs to none is left out. Pure. */
export function filesInDiff(diff: string): FileDiff[] {
  const files: FileDiff[] = [];
  let [before, after] = [0, 0];
  let [left, right] = [0, 0];
  for (const text of diff.replace(/\n$/, "").split("\n")) {
    const file = files.at(-1);
    const begins = /^diff --git (?:"?a\/.*?"?) ("?b\/.*)$/.exec(text);
    if (begins && left <= 0 && right <= 0) {
      const path = pathIn(begins[1]!) ?? begins[1]!;
      files.push({ path, status: "modified", added: 0, removed: 0, lines: [] });
      continue;
    }
    if (file === undefined) continue;
    const place = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(text);
    if (place && left <= 0 && right <= 0) {
      [before, after] = [Number(place[1]), Number(place[3])];
      [left, right] = [Number(place[2] ?? 1), Number(place[4] ?? 1)];
      file.lines.push({ kind: "place", old: null, new: null, text });
    } else if (left <= 0 && right <= 0) {
      if (text.startsWith("new file")) file.status = "added";
      if (text.startsWith("deleted file")) file.status = "deleted";
      const named = /^\+\+\+ (.*)$/.exec(text)?.[1];
      file.path = (named && pathIn(named)) || file.path;
      if (TOLD.test(text)) file.lines.push({ kind: "place", old: null, new: null, text });
    } else if (text.startsWith("+")) {
      file.added += 1;
      right -= 1;
      file.lines.push({ kind: "added", old: null, new: after++, text: text.slice(1) });
    } else if (text.startsWith("-")) {
      file.removed += 1;
      left -= 1;
      file.lines.push({ kind: "removed", old: before++, new: null, text: text.slice(1) });
    } else if (text.startsWith("\\")) {
      file.lines.push({ kind: "place", old: null, new: null, text });
    } else {
      [left, right] = [left - 1, right - 1];
      file.lines.push({ kind: "same", old: before++, new: after++, text: text.slice(1) });
    }
  }
  return files;
}
