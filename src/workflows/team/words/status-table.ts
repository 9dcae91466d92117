import type { StageStatus } from "../standing.ts";
import { fit, table, wrap } from "../../../text.ts";
import { oneLine, type Paint, PLAIN } from "../../../terminal-text.ts";
import { plural } from "./notes.ts";
import type { TeamView } from "./status.ts";

/** Columns of the lines that frame the table; long names make the table itself wider. */
const RULE = 64;
const MOST_LINES = 12;

/** How each status is written. */
export const SHOWN: Record<StageStatus, string> = {
  PASS: "PASS",
  WARN: "WARN",
  FAIL: "FAIL",
  ESCALATE: "ESCALATE",
  none: "–",
  running: "running",
  skipped: "skipped",
};

const tint = (status: StageStatus, text: string, paint: Paint): string => {
  switch (status) {
    case "PASS":
      return paint.green(text);
    case "WARN":
      return paint.yellow(text);
    case "FAIL":
      return paint.red(text);
    case "ESCALATE":
      return paint.bold(paint.red(text));
    case "running":
      return paint.cyan(text);
    default:
      return paint.dim(text);
  }
};

/** `1 warning: …` in one line, several in one line each. */
function listed(what: string, items: string[], width: number): string[] {
  if (items.length === 0) return [];
  const head = `${plural(items.length, what)}:`;
  if (items.length === 1) return wrap(`${head} ${items[0]}`, width);
  const more = items.length - MOST_LINES;
  const lines = items.slice(0, MOST_LINES).map((item) => fit(`  ${item}`, width));
  return [head, ...lines, ...(more > 0 ? [`  … and ${more} more`] : [])];
}

/** The stages of a run as a table, with what is open below it; without the next step, which the status says last. */
export function statusTable(
  view: TeamView,
  { width, paint }: { width: number; paint: Paint } = { width: 100, paint: PLAIN },
): string[] {
  const rows = view.rows.map(({ stage, name, status, role, notes }) => [
    oneLine(`${stage} ${name}`),
    SHOWN[status],
    oneLine(role),
    oneLine(notes),
  ]);
  const [head, ...lines] = table([["Stage", "Status", "Role", "Notes"], ...rows], width, [3, 2, 0]);
  return [
    paint.bold(fit(`Pipeline Status — ${oneLine(view.feature)}`, width)),
    "=".repeat(RULE),
    head!,
    "-".repeat(RULE),
    ...lines.map((line, at) => coloured(line, view.rows[at]!.status, paint)),
    "-".repeat(RULE),
    ...(view.moved === null ? [] : wrap(`Track moved up: ${oneLine(view.moved)}`, width)),
    ...listed(
      "warning",
      view.warnings.map((one) => (view.warnings.length === 1 ? "" : `${one.id} `) + oneLine(one.text)),
      width,
    ),
    ...listed(
      "open question",
      view.questions.map((one) => `${oneLine(one.text)} (${one.role} asks pm)`),
      width,
    ),
  ];
}

/** The status where it stands in a laid out line: names and roles never hold two blanks in a row. */
function coloured(line: string, status: StageStatus, paint: Paint): string {
  const word = SHOWN[status];
  const at = line.indexOf(`  ${word}`);
  return at < 0 ? line : `${line.slice(0, at + 2)}${tint(status, word, paint)}${line.slice(at + 2 + word.length)}`;
}
