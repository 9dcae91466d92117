/** What the main thread types to start a check, as models like to write it: with a path, a pipe behind it, a step before it. */

/** A word of a shell, quoted or plain, without anything that is expanded. */
const WORD = String.raw`(?:"[^"$\x60\\]*"|'[^']*'|[^\s;&|<>()"'$\x60\\]+)`;
/** `multi-ai check T1`, also by a path, through the script, or with settings and a time limit in front. */
const CHECK = new RegExp(
  String.raw`^(?:\w+=${WORD}?\s+)*(?:(?:time|nohup|exec|command|env|timeout)\s+(?:[\d.]+[smh]?\s+)?)*(?:(?:bunx?|npx|node|sh|bash)\s+(?:run\s+)?)?(${WORD})(?:\s+--[\w-]+)*\s+check\s+["']?(T\d{1,4})["']?(?![\w/.-])`,
);
const PROGRAM = /(?:^|\/)(?:multi-ai|orchestrator(?:\.[tj]s)?|cli\/main\.ts)$/;
/** What may stand behind the task: where its output goes. The look-behind leaves one way to read each: without it time doubles with every redirection. */
const REDIRECTED = /^(?:\s*(?:(?<![\w./-])\d|&)?>>?\s*(?:&\d|[\w./-]+))*\s*$/;
/** What may stand beside it: the check takes the place of the whole line, and nobody misses these. */
const BESIDE = /^(?:$|(?:cd|pushd|echo|printf|true|:|sleep|wait|exit|date|tail|head|cat|tee|grep|wc|set)(?=\s|$))/;

/** The parts of a line between `;`, `&&`, `||`, `|`, `&` and line breaks, as far as they stand outside of quotes. */
function partsOf(line: string): string[] {
  const parts: string[] = [""];
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const c = line[at]!;
    const add = (text: string): void => {
      parts[parts.length - 1] += text;
    };
    if (c === "\\" && quote !== "'") add(c + (line[++at] ?? ""));
    else if (quote !== "") {
      add(c);
      if (c === quote) quote = "";
    } else if (c === "'" || c === '"') {
      add(c);
      quote = c;
    } else if (c === "&" && (line[at - 1] === ">" || line[at + 1] === ">")) add(c);
    else if (/[;&|\n]/.test(c)) parts.push("");
    else add(c);
  }
  return parts.map((part) => part.trim());
}

/**
 * The task whose check a line starts and does nothing beside that would be missed, as the check takes the place of the line;
 * null: any other line. One that names a check and more is found by the rules on commands, which tell the line to make.
 */
export function checkCall(command: string): string | null {
  if (command.length > 2_000 || !command.includes("check")) return null;
  const parts = partsOf(command);
  const found = parts.map((part) => {
    const match = CHECK.exec(part);
    if (!match || !PROGRAM.test(match[1]!.replaceAll(/["']/g, ""))) return null;
    return { task: match[2]!, alone: REDIRECTED.test(part.slice(match[0].length)) };
  });
  const [first, ...more] = found.filter((one) => one !== null);
  if (first === undefined || !first.alone || more.length > 0) return null;
  const rest = parts.filter((_part, at) => found[at] === null);
  return rest.every((part) => BESIDE.test(part) && !/[`<]|\$\(/.test(part)) ? first.task : null;
}
