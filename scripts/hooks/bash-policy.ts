/** Commands that only read, when nothing redirects their output. */
const READERS = new Set([
  "cat",
  "ls",
  "head",
  "tail",
  "grep",
  "rg",
  "jq",
  "wc",
  "stat",
  "file",
  "diff",
  "cmp",
  "sha256sum",
  "less",
  "tree",
  "pwd",
  "echo",
  "cd",
  "true",
  "test",
  "[",
]);

/** Verbs of the command line that are the person's own. */
const PERSONAL =
  /(?:^|[\s;&|(/'"])(?:multi-ai|orchestrator(?:\.ts|\.js)?)['"]?\s+(?:-\S+\s+)*(?:decide|reset|resume|rollback|park|cancel|next\s+--proceed)\b/;

/** True when a Bash command would decide in the person's place. */
export const decidesForThePerson = (command: string): boolean => PERSONAL.test(command);

/**
 * True when a Bash command may change something under `.task/`: it names the folder and is more than a plain chain of
 * commands that read. In doubt the answer is yes; what a command could still get past is noticed by the journal's chain.
 */
export function mayWriteTaskFolder(command: string): boolean {
  if (!/\.task\b|\.t["'\\?*[a]/.test(command)) return false;
  if (/[`]|\$\(|<\(|>\(|\beval\b/.test(command)) return true;
  if (/>(?!&\d)/.test(command.replaceAll(/\d?>\s*\/dev\/null/g, ""))) return true;
  return command
    .split(/&&|\|\||[;|\n&]/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .some((part) => !READERS.has(part.split(/\s+/)[0]!));
}
