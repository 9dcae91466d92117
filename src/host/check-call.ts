/** What the main thread types to start a check, as models like to write it: with a path, a pipe behind it, a step before it. */

/** A word of a shell, quoted or plain, without anything that is expanded. */
const WORD = String.raw`(?:"[^"$\x60\\]*"|'[^']*'|[^\s;&|<>()"'$\x60\\]+)`;
/** The look-behind, and the one ahead below, leave one way to read each: without them time doubles with every redirection. */
const REDIRECTION = String.raw`[ \t]*(?:(?<![\w./-])\d|&)?>>?[ \t]*(?:&\d|[\w./-]+)`;
const JOINT = String.raw`[ \t]*(?:&&|\|\||[;|\n])\s*`;
/** What may stand beside it: the check takes the place of the whole line, and nobody misses these. */
const BESIDE = String.raw`(?:cd|echo|true|:|sleep|tail|head|cat|tee|grep|wc)(?:[ \t]+(?!\d>)${WORD}|${REDIRECTION})*`;
/** Settings, a time limit and a runner in front of the program. */
const FRONT = String.raw`(?:\w+=${WORD}?\s+)*(?:timeout\s+\d+[smh]?\s+)?(?:(?:bunx?|npx|node|sh|bash)\s+(?:run\s+)?)?`;
/** The program by its name, by a path, or through the script. */
const LINE = new RegExp(
  String.raw`^\s*(?:${BESIDE}${JOINT})*${FRONT}(${WORD})(?:\s+--[\w-]+)*\s+check\s+["']?(T\d{1,4})["']?(?:${REDIRECTION})*(?:${JOINT}${BESIDE})*\s*[&;]?\s*$`,
);
const PROGRAM = /(?:^|\/)(?:multi-ai|orchestrator(?:\.[tj]s)?|cli\/main\.ts)$/;

/**
 * The task whose check a line starts and does nothing beside that would be missed, as the check takes the place of the line;
 * null: any other line. One that names a check and more is found by the rules on commands, which tell the line to make.
 */
export function checkCall(command: string): string | null {
  if (command.length > 2_000 || !command.includes("check")) return null;
  const [, program, task] = LINE.exec(command) ?? [];
  return program !== undefined && PROGRAM.test(program.replaceAll(/["']/g, "")) ? task! : null;
}
