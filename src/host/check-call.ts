/** What the main thread types to start a check: the line of its directive, perhaps from another folder, and with its output cut. */

/** A path, or a name. */
const WORD = String.raw`(?:"[^"$\x60\\]*"|'[^']*'|[^\s;&|<>()"'$\x60\\]+)`;
const LINE = new RegExp(
  String.raw`^\s*(?:cd ${WORD} && )?(${WORD}) check ["']?(T\d{1,4})["']?(?: 2>&1)?(?: \| (?:tail|head|cat)(?: -?\w+)*)?\s*$`,
);

/**
 * The task whose check a line starts; null: any other line. One that names a check and more is found by the rules on
 * commands, which tell the line to make.
 */
export function checkCall(command: string): string | null {
  const [, program = "", task] = LINE.exec(command) ?? [];
  return /(?:^|\/)multi-ai$/.test(program.replaceAll(/["']/g, "")) ? task! : null;
}
