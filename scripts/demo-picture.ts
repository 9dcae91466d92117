/**
 * Writes docs/pictures/demo.svg, a recording of the demo for the README: `bun
 * scripts/demo-picture.ts` runs `npm start` and draws what it prints. `tests/demo/demo.test.ts`
 * compares the picture with what the demo prints now.
 *
 * All text is text, in the colours that the reader's browser prefers. The lines of the run come at
 * the times that they name; the report rolls by behind them. Who wants no motion, or has a viewer
 * without it, sees the middle of the run.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { clean } from "../src/text.ts";
import { CHAR, EDGE, escaped, framed, LINE, rounded } from "./picture.ts";

const root = join(import.meta.dir, "..");
export const PICTURE = join(root, "docs/pictures/demo.svg");

/**
 * The demo on a machine on which Codex' sandbox starts: without one it says so, and the picture is
 * the same wherever it is made. See tests/harness/codex-program.ts.
 */
export const SANDBOX_STARTS = { MULTI_AI_TESTS_SANDBOX_OF_CODEX: "starts" };

/** Columns that a line may have; what is longer ends in `…`. */
const COLUMNS = 116;
/** Lines that are seen at once. */
const ROWS = 26;
/** Seconds before the first line, between two lines of the report, behind its last line. */
const [BEFORE, BETWEEN, BEHIND] = [1, 0.5, 5];

/**
 * The lines of the recording from what the demo has printed: from its first line to the end of the
 * report, without folders of a machine, cut to the picture's width.
 */
export function recordedLines(printed: string): string[] {
  const [said = ""] = clean(printed).split("\nLook at it:\n");
  const text = said
    .replace(/^Project: .*$/m, "Project: a temporary copy of demo/project")
    // The program by its name, wherever this clone of it lies.
    .replace(/^ {2}.*\/multi-ai'? (?=\w)/gm, "  multi-ai ")
    .replace(/^Stop: [\s\S]*?cancel$/m, "Stop: multi-ai park or multi-ai cancel")
    // A line is broken behind a long path, and the path is gone.
    .replace(/^( {2}multi-ai \S.*)\n {6}(?=\S)/gm, "$1: ");
  const lines = ["$ npm start", ...text.trimEnd().split("\n")];
  return lines.map((line) => (line.length > COLUMNS ? `${line.slice(0, COLUMNS - 1)}…` : line));
}

/** The same line of every run: without times, sizes and names that are made for one run. */
export const upToTimes = (line: string): string =>
  line
    .replace(/^ +\d+:\d\d /, "  0:00 ")
    .replace(/multi-ai-[0-9a-f]{8}/g, "multi-ai-00000000")
    .replace(/\([0-9a-f]{1,12}(?:\)|…$)/, "(hash)")
    .replace(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC to \d{4}-\d\d-\d\d \d\d:\d\d UTC/, "TIME to TIME")
    // Tokens grow with the paths of the project, and money with them.
    .replace(/ · \d+ (?:s|min) · \$[\d.]+$/, " · SIZES")
    .replace(/, \d+ (?:s|min)$/, ", TIME")
    .replace(/ +[\d.]+(?: [kM])?(?: +\d+ s)? +(?:\$[\d.]+|unknown)$/, "  SIZES")
    .replace(/^( *(?:Used|Spent|Sent|Cost|Stop|Reviews)\b[^:(]*):.*$/, "$1");

/** How a line is coloured, by the first pattern that it matches. */
const COLOURS: [RegExp, string][] = [
  [/^ +\d+:\d\d +✓/, "good"],
  [/^ +\d+:\d\d +✗/, "bad"],
  [/^ +\d+:\d\d +●/, "back"],
  [/^ +\d+:\d\d +▶/, "start"],
  [/^ {10,}/, "quiet"],
  [/^\$ |^Report of |^[A-Z][a-z, ]+ \(\d+\)$/, "head"],
];
const colourOf = (line: string): string =>
  COLOURS.find(([pattern]) => pattern.test(line))?.[1] ?? "";

/**
 * Seconds from the start at which each line is there. Lines of one second come one behind the other
 * within it.
 */
function timesOf(lines: string[]): number[] {
  const named = lines.map((line) => {
    const [, minutes, seconds] = /^ +(\d+):(\d\d) /.exec(line) ?? [];
    return minutes === undefined ? null : BEFORE + Number(minutes) * 60 + Number(seconds);
  });
  const end = named.findLastIndex((one) => one !== null);
  let second = 0;
  const at = named.map((one, index) => {
    second = one ?? second;
    return index > end ? Number.POSITIVE_INFINITY : second;
  });
  return at.map((one, index) => {
    if (index > end) return at[end]! + 1 + (index - end) * BETWEEN;
    const [first, all] = [at.indexOf(one), at.filter((other) => other === one).length];
    return one === 0 ? 0 : one + (index - first) / all;
  });
}

/** How far the text has rolled up, and how much of it is there, once so many lines are. */
const rolled = (count: number): number => -Math.max(0, count - ROWS) * LINE;
const shown = (count: number): number => count * LINE;

/** The picture of these lines, as SVG. */
export function picture(lines: string[]): string {
  const times = timesOf(lines);
  const total = times.at(-1)! + BEHIND;
  const percent = (time: number): number => rounded((100 * time) / total);
  const moments = [...new Set(times.map(percent))].map((at) => ({
    at,
    count: times.filter((time) => percent(time) <= at).length,
  }));
  const frames = (pixels: (count: number) => number): string => {
    const steps = moments.map(({ at, count }) => ({ at, y: pixels(count) }));
    const changed = steps.filter(({ y }, index) => index === 0 || y !== steps[index - 1]!.y);
    return changed.map(({ at, y }) => `${at}%{transform:translateY(${y}px)}`).join("");
  };
  const [width, height] = [rounded(COLUMNS * CHAR + 2 * EDGE), ROWS * LINE + 2 * EDGE];
  // Where nothing moves: from the implementation to the end of the run.
  const still = lines.findIndex((line) => line.includes("The run is complete")) + 1;
  const text = lines.map((line, index) => {
    const colour = colourOf(line);
    const kind = colour === "" ? "" : ` class="${colour}"`;
    return `<text y="${(index + 1) * LINE - 5}"${kind}>${escaped(line)}</text>`;
  });
  return framed({
    width,
    height,
    title: "npm start: a run of the demo from the request to the report",
    says: "Agents gather requirements, plan, review and build; a reviewer finds a bug, it is mended, the tests are run again.",
    style: `@media (prefers-reduced-motion:no-preference){
.roll{animation:roll ${rounded(total)}s step-end infinite}.cover{animation:cover ${rounded(total)}s step-end infinite}
}
@keyframes roll{${frames(rolled)}}
@keyframes cover{${frames(shown)}}
`,
    drawn: `<svg x="${EDGE}" y="${EDGE}" width="${rounded(width - 2 * EDGE)}" height="${ROWS * LINE}" xml:space="preserve"><g class="roll" transform="translate(0 ${rolled(still)})">
${text.join("\n")}
<rect class="paper cover" width="100%" height="${shown(lines.length)}" transform="translate(0 ${shown(still)})"/>
</g></svg>`,
  });
}

if (import.meta.main) {
  const child = Bun.spawn(["npm", "start", "--silent"], {
    cwd: root,
    env: { ...process.env, ...SANDBOX_STARTS, NO_COLOR: "1" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const printed = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error("The demo failed, the picture stays as it is.");
  mkdirSync(join(PICTURE, ".."), { recursive: true });
  await Bun.write(PICTURE, picture(recordedLines(printed)));
}
