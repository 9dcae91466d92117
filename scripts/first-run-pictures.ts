/**
 * Writes docs/pictures/first-run-*.svg, the five screens of docs/first-run.md: `bun
 * scripts/first-run-pictures.ts` plays the first run in the real Claude Code at a pseudo-terminal,
 * on the scripted model of `npm start -- --interactive`. `tests/demo/first-run.test.ts` plays it
 * again and compares the words.
 *
 * While a screen is taken the agent that it shows is held back, so that the same screen is there on
 * any machine.
 */
import { join } from "node:path";
import { greeterScript, REQUEST } from "../demo/greeter.ts";
import { openedDemo } from "../demo/opened.ts";
import type { Script } from "../tests/harness/model.ts";
import { cleanup } from "../tests/harness/project.ts";
import { readBrief } from "../tests/harness/team.ts";
import { type Cell, openTerminal } from "../tests/harness/terminal.ts";
import { CHAR, EDGE, escaped, framed, LINE, linesOf, rounded } from "./picture.ts";

/**
 * Columns and rows of the terminal: as high as the report, of which Claude Code draws no more than
 * the screen holds.
 */
const [COLUMNS, ROWS] = [112, 90];

/** What each picture shows; its file is named by its place here. */
const SCREENS = [
  ["The request", "The person has typed a request at the prompt of Claude Code."],
  [
    "The story",
    "A dialog shows the story with its criteria, the command of the tests and the usual cost, and asks for approval.",
  ],
  ["Agents running", "The implementer is running; the list of agents says so."],
  [
    "A finding and its fix",
    "The table of the status: a review found one thing, and an implementer is fixing it.",
  ],
  [
    "The report",
    "The run is complete: evidence for each criterion, the finding that was fixed, the cost and what to type next.",
  ],
] as const;

/** The path of a picture, from the root of the repository. */
export const pictureFile = (index: number): string => `docs/pictures/first-run-${index + 1}.svg`;
export const PICTURES = SCREENS.map((_, index) => pictureFile(index));

/** A line of the terminal: its pieces, each in one color. */
type Line = { text: string; kind: string }[];

const BASIC = ["000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"];
const STEPS = [0, 95, 135, 175, 215, 255];

/** Red, green and blue of a color of the terminal. */
function lightOf(color: string | number): number[] {
  if (typeof color === "number" && color >= 232) return Array(3).fill(8 + (color - 232) * 10);
  if (typeof color === "number" && color >= 16)
    return [36, 6, 1].map((unit) => STEPS[Math.floor((color - 16) / unit) % 6]!);
  const hex = typeof color === "string" ? color.slice(1) : BASIC[color % 8]!;
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** The kind of text that the pictures have in the reader's own colors. */
function kindOf({ color, bold, dim }: Cell): string {
  if (color === null) return dim ? "quiet" : bold ? "head" : "";
  const [red = 0, green = 0, blue = 0] = lightOf(color);
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  if (most - least < 48) return dim || (most > 60 && most < 200) ? "quiet" : bold ? "head" : "";
  if (most === blue) return "start";
  if (most === green) return "good";
  return green - least > (most - least) / 3 ? "back" : "bad";
}

function lineOf(cells: Cell[]): Line {
  const line: Line = [];
  for (const cell of cells) {
    const last = line.at(-1);
    // A blank has no color of its own.
    if (last !== undefined && (cell.text.trim() === "" || last.kind === kindOf(cell)))
      last.text += cell.text;
    else line.push({ text: cell.text, kind: kindOf(cell) });
  }
  while (line.at(-1)?.text.trimEnd() === "") line.pop();
  return line.map((one, index) =>
    index === line.length - 1 ? { ...one, text: one.text.trimEnd() } : one,
  );
}

const textOf = (line: Line): string => line.map(({ text }) => text).join("");

/** What no picture needs: it comes and goes from run to run. */
const PASSING =
  /^(?:›|✻|▎|● Agent ".* finished| +⎿ {2}Tip:| +◐| {2}⏵⏵|[·✢✳✶✽●] \p{L}+…| +Original prompt| +Owner:)/u;

/** What differs from run to run, and what stands for it. */
const STABLE: [RegExp, string][] = [
  [/\bv2\.[\d.]+/g, "v2.1"],
  [/\/\S*\/greeter$/g, "~/greeter"],
  [/multi-ai-[0-9a-f]{8}/g, "multi-ai-4d1c07ab"],
  [/\([0-9a-f]{12}\)/g, "(5e0d62f1a9c3)"],
  [/\d{4}-\d\d-\d\d( +)\d\d:\d\d UTC/g, "2026-01-05$110:20 UTC"],
  [/(?<=(?:to|since) +)\d{4}-\d\d-\d\d$/g, "2026-01-05"],
  [/^( +)\d\d:\d\d UTC/g, "$110:20 UTC"],
  [/\b\d+ s(?=\b)/g, "5 s"],
  [/\b\d+s(?=\b)/g, "5s"],
  [/(?<=, )\d+ min\b/g, "1 min"],
  [/(?<=↓ )[\d.]+k?(?= tokens)/g, "1.2k"],
  [/(?<=5 s {3})\d+( k)?$/g, "600"],
  [
    /(?<=(?:Used by agents|Spent by agents|Spent|Used): )[\d.]+(?: k)? tokens, \d+/g,
    "6400 tokens, 26",
  ],
  [/(?<=main thread )[\d.]+(?: k)? tokens in \d+/g, "16 k tokens in 15"],
  [/(?<=at work: )[\d.]+(?: k)? tokens, \d+/g, "300 tokens, 3"],
  // What it is at as the picture is taken.
  [/(?<=\(implementer\): )(?:Read|Write|Edit)\b/g, "Read"],
  [/\b\d{3,5}(?=,|$)/g, "900"],
  [/\$0\.\d+/g, "$0.09"],
  [/\d{4,}(?= bytes)/g, "7200"],
];

/** A text without what differs from run to run. */
const stable = (text: string): string =>
  STABLE.reduce((now, [what, by]) => now.replace(what, by), text);

/**
 * The lines of a picture: from the last that matches `from` to the last with text, at most one
 * blank line in a row.
 */
export function taken(cells: Cell[][], from: RegExp): Line[] {
  const lines = cells.map(lineOf);
  const first = Math.max(
    0,
    lines.findLastIndex((line) => from.test(textOf(line))),
  );
  const kept = lines.slice(first).filter((line) => !PASSING.test(textOf(line)));
  const filled = kept.filter(
    (line, index) => line.length > 0 || (kept[index - 1]?.length ?? 0) > 0,
  );
  while (filled.at(-1)?.length === 0) filled.pop();
  return filled.map((line) => line.map(({ text, kind }) => ({ text: stable(text), kind })));
}

/** The picture of these lines, as SVG. */
export function picture(
  lines: Line[],
  [title, says]: readonly [string, string],
  columns = COLUMNS,
): string {
  const [width, height] = [rounded(columns * CHAR + 2 * EDGE), lines.length * LINE + 2 * EDGE];
  const piece = ({ text, kind }: Line[number]): string =>
    kind === "" ? escaped(text) : `<tspan class="${kind}">${escaped(text)}</tspan>`;
  const drawn = lines.flatMap((line, index) =>
    line.length === 0
      ? []
      : [
          `<text x="${EDGE}" y="${EDGE + (index + 1) * LINE - 5}" xml:space="preserve">${line.map(piece).join("")}</text>`,
        ],
  );
  return framed({ width, height, title, says, style: "", drawn: drawn.join("\n") });
}

/** Units that a figure has on one machine and not on another. */
const UNITS = ["min", "tokens"];

/** What a picture says: each of its words once, without figures. */
export const wordsOf = (svg: string): string[] =>
  [
    ...new Set(
      linesOf(svg)
        .flatMap((line) => line.split(/\s+/))
        .filter((word) => /\p{L}{2}/u.test(word) && !UNITS.includes(word.replace(/[;,.)]+$/, ""))),
    ),
  ].sort();

/** A script that waits before the third answer of a task's agent until it is let go on. */
function held(script: Script) {
  const gates = new Map(["T6", "T12"].map((task) => [task, Promise.withResolvers<void>()]));
  const waiting: Script = async (turn) => {
    const task = turn.thread === "agent" ? readBrief(turn.firstUser)?.task : undefined;
    if (task !== undefined && turn.turn === 2) await gates.get(task)?.promise;
    return script(turn);
  };
  return { script: waiting, release: (task: string) => gates.get(task)?.resolve() };
}

/** Claude Code in a terminal of this size, on a script. */
export function seated(script: Script, size: { columns: number; rows: number }) {
  const { project, env, command, model } = openedDemo(script);
  const shown = { TERM: "xterm-256color", COLORTERM: "truecolor", TZ: "UTC" };
  const defined = Object.entries({ ...env, ...shown }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return openTerminal({
    ...size,
    command,
    cwd: project,
    env: Object.fromEntries(defined.filter(([name]) => name !== "NO_COLOR")),
    describe: () => model.describe(),
  });
}

/** Plays the first run. Gives its pictures, in the order of their files. */
export async function playFirstRun(): Promise<string[]> {
  const { script, release } = held(greeterScript());
  const terminal = seated(script, { columns: COLUMNS, rows: ROWS });
  const lines: Line[][] = [];
  const take = (from: RegExp) => void lines.push(taken(terminal.cells(), from));

  await terminal.waitFor(/~?\/.*greeter[\s\S]*❯/);
  terminal.type(`/multi-ai ${REQUEST}`);
  await terminal.waitFor(new RegExp(`❯\\s/multi-ai ${REQUEST}`));
  take(/Claude Code v/);
  await terminal.press("enter", /❯ 1\. Not yet[\s\S]*2\. Approve[\s\S]*Esc to cancel/);
  take(/Q1 · /);
  await terminal.press("down", /❯ 2\. Approve/);
  await terminal.press("enter", /All is well: T[2-6] |◯ multi-ai:planner/);
  await terminal.waitFor(/All is well: T6 [\s\S]*◯ multi-ai:implementer +T6 .* tokens/, 120_000);
  take(/^● multi-ai:implementer\(T6/);
  release("T6");
  await terminal.waitFor(/◯ multi-ai:implementer +T12 .* tokens/, 120_000);
  await terminal.submit("/multi-ai:status");
  await terminal.waitFor(/Request: [\s\S]*Original prompt: [\s\S]*❯/);
  take(/^● UserPromptExpansion/);
  release("T12");
  await terminal.waitFor(/Report of [\s\S]*\n +Next[\s\S]*❯/, 120_000);
  take(/Report of /);
  await terminal.close();
  return lines.map((one, index) => picture(one, SCREENS[index]!));
}

if (import.meta.main) {
  const svgs = await playFirstRun().finally(cleanup);
  for (const [index, svg] of svgs.entries())
    await Bun.write(join(import.meta.dir, "..", pictureFile(index)), svg);
  process.exit(0);
}
