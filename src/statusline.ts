import { lineWidth, readStatusLine } from "./run/views/status-line.ts";
import { type Paint, PLAIN } from "./text.ts";

/** What Claude Code shows below its prompt: a program of its own, because the host starts it at every turn. */

const paintBy =
  (code: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[0m`;
// The library for colours takes a millisecond to load.
const COLOURS: Paint = {
  bold: paintBy(1),
  dim: paintBy(2),
  red: paintBy(31),
  green: paintBy(32),
  yellow: paintBy(33),
  cyan: paintBy(36),
};

async function main([option = "", value = null]: (string | null)[]): Promise<void> {
  const { env } = process;
  const given = option?.startsWith("--width=") ? option.slice("--width=".length) : option === "--width" ? value : null;
  const layout = { width: lineWidth(given, env), paint: env.NO_COLOR ? PLAIN : COLOURS };
  // The launcher knows whether somebody has typed this: to ask that here takes a module of the system.
  const line = await readStatusLine(env.MULTI_AI_CWD ?? "", env.MULTI_AI_TYPED === "1", layout);
  // A stream for standard output takes longer to load than all of this.
  if (line !== "") console.log(line);
}

void main(process.argv.slice(2));
