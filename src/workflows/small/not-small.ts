import { steeringOf } from "../../project/steering.ts";
import type { ChangedFile } from "../../project/trees/changes.ts";
import { given, plural, someOf } from "../../text.ts";
import { isTestFile } from "../tests/test-file.ts";
import { isDocument } from "./path-rules.ts";
import { type changeUnderRules, type RuledFile, rulesOf } from "./rules.ts";

/**
 * What a small change may have, beside its tests and with them. Lines are those added plus those
 * removed.
 */
const MOST = { files: 5, lines: 150 };
const MOST_WITH_TESTS = { files: 15, lines: 600 };
/** Characters of one line. A longer one may hold any amount of code. */
const MAX_LINE = 2_000;
/** Rules that are named. */
const MAX_NAMED = 3;

/** What people read and nothing runs; what an agent takes for instructions is none of it. */
const isText = (path: string): boolean =>
  /\.(?:md|markdown|rst|adoc)$/i.test(path) &&
  !/(?:^|\/)(?:\.[^/]+\/|(?:CLAUDE|AGENTS|GEMINI)[^/]*$)/i.test(path);

const tooMany = (all: readonly ChangedFile[], most: typeof MOST, what: string): string[] => {
  const lines = all.reduce((sum, one) => sum + one.added + one.removed, 0);
  return [
    ...given(
      all.length > most.files,
      `${plural(all.length, "file")}${what}, at most ${most.files}`,
    ),
    ...given(lines > most.lines, `${plural(lines, "changed line")}${what}, at most ${most.lines}`),
  ];
};

/**
 * Why a change is no small one, such as `the diff has 6 files, at most 5`; null: it is. `ruled`:
 * the same files with their lines. A test of the login changes no login, but what decides how tests
 * run is looked at.
 */
export function notSmall({ changed, ruled }: ReturnType<typeof changeUnderRules>): string | null {
  const fired = rulesOf(ruled.filter(({ path }) => !isTestFile(path) || steeringOf(path) !== null));
  const named = fired.map(({ rule, at }) => `${rule} (${at})`);
  const code = changed.filter(({ path }) => !isTestFile(path) && !isText(path));
  const most = tooMany(code, MOST, "");
  const size = most.length > 0 ? most : tooMany(changed, MOST_WITH_TESTS, " with the tests");
  const has = size.length > 0 || named.length > 0 ? size : unreadable(changed, ruled);
  const reasons = [
    ...given(named.length > 0, `fires ${someOf(named, MAX_NAMED)}`),
    ...given(has.length > 0, `has ${has.join("; ")}`),
  ];
  return reasons.length === 0 ? null : `the diff ${reasons.join(", and ")}`;
}

/** Files of which no number of lines tells how much they hold. */
function unreadable(changed: readonly ChangedFile[], ruled: readonly RuledFile[]): string[] {
  const texts = new Map(ruled.map(({ path, text }) => [path, text ?? null]));
  const paths = changed
    .filter((one) => one.status !== "deleted" && !isDocument(one.path))
    .map((one) => one.path);
  return paths.flatMap((path) => {
    const text = texts.get(path) ?? null;
    if (text === null || text.includes("\0")) return [`a file that is not text (${path})`];
    const isLong = text.split("\n").some((line) => line.length > MAX_LINE);
    return given(isLong, `a line of more than ${MAX_LINE} characters (${path})`);
  });
}
