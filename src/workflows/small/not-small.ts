import type { changedFiles } from "../../project/changes.ts";
import { plural } from "../../text.ts";
import { isTestFile } from "../execute/test-file.ts";
import { sensitiveOf, told } from "./topics.ts";

/** What a diff of a small change may have; tests are not counted. Lines are those added plus those removed. */
const MAX_FILES = 5;
const MAX_LINES = 150;

/** Why a change is no small one, such as `6 files, at most 5`; null: it is. */
export function notSmall(changed: ReturnType<typeof changedFiles>): string | null {
  const code = changed.filter(({ path }) => !isTestFile(path));
  const paths = code.map((one) => one.path);
  const found = sensitiveOf("", paths);
  const lines = code.reduce((sum, one) => sum + one.added + one.removed, 0);
  const reasons = [
    ...(found.length > 0 ? [told(found)] : []),
    ...(code.length > MAX_FILES ? [`${plural(code.length, "file")}, at most ${MAX_FILES}`] : []),
    ...(lines > MAX_LINES ? [`${plural(lines, "changed line")}, at most ${MAX_LINES}`] : []),
  ];
  return reasons.length === 0 ? null : reasons.join("; ");
}
