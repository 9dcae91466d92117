import type { ChangedFile } from "../../project/changes.ts";
import { plural } from "../../text.ts";
import { isTestFile } from "../execute/test-file.ts";
import { isDocument, type PathRule, pathRules } from "./path-rules.ts";
import { sensitiveOf, told } from "./topics.ts";

/** What a small change may have, beside its tests and with them. Lines are those added plus those removed. */
const MOST = { files: 5, lines: 150 };
const MOST_WITH_TESTS = { files: 15, lines: 600 };
/** Characters of one line. A longer one may hold any amount of code. */
const MAX_LINE = 2_000;

/** What else is nothing small, by what a path says, in words for the person. */
const KINDS: Partial<Record<PathRule, string>> = {
  "path:env": "environment",
  "path:schema": "schema",
  "path:ci": "automation",
  "path:docker": "container",
  "path:infra": "infrastructure",
};

interface Change {
  /** What is asked for, as it stands now. */
  request: string;
  changed: readonly ChangedFile[];
  /** What files hold after the change, as text; null: it is none, or the file is gone. */
  read(paths: string[]): ReadonlyMap<string, string | null>;
}

const tooMany = (all: readonly ChangedFile[], most: typeof MOST, what: string): string[] => {
  const lines = all.reduce((sum, one) => sum + one.added + one.removed, 0);
  return [
    ...(all.length > most.files ? [`${plural(all.length, "file")}${what}, at most ${most.files}`] : []),
    ...(lines > most.lines ? [`${plural(lines, "changed line")}${what}, at most ${most.lines}`] : []),
  ];
};

/** Why a change is no small one, such as `the diff has 6 files, at most 5`; null: it is. */
export function notSmall({ request, changed, read }: Change): string | null {
  const asked = sensitiveOf(request, []);
  if (asked.length > 0) return `the request is about ${told(asked)}`;
  const paths = changed.map((one) => one.path);
  const found = sensitiveOf("", paths);
  const kinds = paths.flatMap((path) =>
    pathRules(path).flatMap((rule) => (KINDS[rule] === undefined ? [] : [{ topic: KINDS[rule], words: [path] }])),
  );
  const code = tooMany(
    changed.filter(({ path }) => !isTestFile(path)),
    MOST,
    "",
  );
  const size = code.length > 0 ? code : tooMany(changed, MOST_WITH_TESTS, " with the tests");
  const reasons = [...([...found, ...kinds].length > 0 ? [told([...found, ...kinds])] : []), ...size];
  const unread = reasons.length > 0 ? [] : unreadable(changed, read);
  return reasons.length + unread.length === 0 ? null : `the diff has ${[...reasons, ...unread].join("; ")}`;
}

/** Files of which no number of lines tells how much they hold. */
function unreadable(changed: readonly ChangedFile[], read: Change["read"]): string[] {
  const paths = changed.filter((one) => one.status !== "deleted" && !isDocument(one.path)).map((one) => one.path);
  const texts = read(paths);
  return paths.flatMap((path) => {
    const text = texts.get(path) ?? null;
    if (text === null || text.includes("\0")) return [`a file that is no text (${path})`];
    return text.split(/\r\n|\n|\r/).some((line) => line.length > MAX_LINE)
      ? [`a line of more than ${MAX_LINE} characters (${path})`]
      : [];
  });
}
