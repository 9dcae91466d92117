import { dirname } from "node:path";
import { REASONS } from "../../../store/files/reasons.ts";
import { oneLine, quote } from "../../../text.ts";

/** `EACCES: permission denied, open '/a/b'`, as Node and Bun say it. */
const SAID = /\b(E[A-Z]{2,}): [^,'\n]+, \w+ '([^'\n]+)'(?: -> '[^'\n]*')?/g;

/** What the name of a file has after it while it is written. */
const TEMPORARY = /\.\d+\.\w+\.tmp$/;

/** A text with each error of the system in words: its path, and why. */
export const plainly = (text: string): string =>
  text.replace(SAID, (match: string, code: string, path: string) =>
    Object.hasOwn(REASONS, code) ? `${path.replace(TEMPORARY, "")}: ${REASONS[code]}` : match,
  );

/** What the system refused, and what there is to do; null: the error is none of the system. */
export function systemText(error: unknown): string | null {
  const {
    code = "",
    path,
    message,
  } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: "" };
  // What is not there is a fault of the program, and no state of the disk.
  if (!Object.hasOwn(REASONS, code) || code === "ENOENT" || path === undefined) return null;
  const words = oneLine(plainly(message));
  if (code !== "EACCES" && code !== "EPERM") return `${words}.\nFix that, then try again.`;
  const [folder] = /^.*\/\.task(?=\/|$)/.exec(path) ?? [dirname(path)];
  const shown = /^[\w./+@:-]+$/.test(folder) ? folder : quote(oneLine(folder));
  return `${words}.\nIf it is yours, chmod -R u+rwX ${shown} makes it yours again; else move it away. Then try again.`;
}
