import {
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { readPlain } from "../../../store/files/plain-file.ts";

/**
 * What tools write names the folder in which they ran: texts by its path, links by where they
 * lead. A copy names the copy's folder instead, as far as that has what is named. Programs with the
 * path in them stay as they are: no byte of theirs can be moved.
 */
export interface Relocation {
  /** A text as it is in the copy; null: it is none, or names nothing that is there. */
  text: (bytes: Buffer) => Buffer | null;
  /** What a link says in the copy. */
  target: (link: string) => string;
}

/** What may stand before a path: `./app` and `src/app` name no `/app`, while `-I/app` does. */
const BEFORE = "(?<=^|[\\s\"'`=:,;([{|!<>&]|file://|\\s-[A-Za-z])";

/** `names`: what lies directly in the copy's folder. */
export function relocation(from: string, to: string, names: string[]): Relocation {
  const bytesOf = (text: string): string => Buffer.from(text).toString("latin1");
  const [root, moved] = [bytesOf(from), bytesOf(to)];
  const inside = names.map((name) => RegExp.escape(bytesOf(name))).join("|");
  // A path of one name, such as /app in a container, is also a word of other texts: by itself it
  // counts where a line begins with it.
  const alone = root.lastIndexOf("/") > 0 ? BEFORE : "(?<=^|file://)";
  const named = new RegExp(
    `${BEFORE}${RegExp.escape(root)}(?=/(?:${inside})(?![\\w.\\-\\x80-\\xff]))` +
      `|${alone}${RegExp.escape(root)}(?=/?(?:[\\s"'\`:,;)\\]}|<>&]|$))`,
    "gm",
  );
  return {
    text: (bytes) => {
      if (!bytes.includes(from) || bytes.includes(0)) return null;
      const text = bytes.toString("latin1");
      const copy = text.replace(named, () => moved);
      return copy === text ? null : Buffer.from(copy, "latin1");
    },
    target: (link) => {
      const says = readlinkSync(link);
      const end = resolve(dirname(link), says);
      const path = relative(from, end);
      if (path !== "" && !names.includes(path.split("/")[0]!)) return end;
      return isAbsolute(says) ? join(to, path) : says;
    },
  };
}

/** Copies a file or folder, without what `isTaken` says no to. */
export function copyMoved(
  from: string,
  to: string,
  moved: Relocation,
  isTaken: (path: string) => boolean = () => true,
): void {
  if (!isTaken(from)) return;
  const found = lstatSync(from);
  if (found.isSymbolicLink()) {
    symlinkSync(moved.target(from), to);
    return;
  }
  if (found.isDirectory()) {
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from))
      copyMoved(join(from, name), join(to, name), moved, isTaken);
    return;
  }
  const bytes = readPlain(from);
  const text = bytes && moved.text(bytes);
  if (text) writeFileSync(to, text, { mode: found.mode });
  else copyFileSync(from, to, constants.COPYFILE_FICLONE);
  // A build sees by their times that sources are newer than what was made of them.
  utimesSync(to, found.atime, found.mtime);
}
