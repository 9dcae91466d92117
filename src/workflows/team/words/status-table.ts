import { fit, type Layout, laid, oneLine, type Paint, PLAIN_LAYOUT, plural, table, wrap } from "../../../text.ts";
import type { StageStatus } from "../statuses.ts";
import { SHOWN, statusText, type TeamView } from "./status.ts";

/** The status of a run as a person reads it. */

/** Columns of the lines that frame the table; long names make the table itself wider. */
const RULE = 64;
/** Open warnings, and open questions, that are listed. */
const MAX_LINES = 12;

/** `1 warning: …` in one line, several in one line each. */
function listed(what: string, items: string[], width: number): string[] {
  if (items.length === 0) return [];
  const head = `${plural(items.length, what)}:`;
  if (items.length === 1) return wrap(`${head} ${items[0]}`, width);
  const more = items.length - MAX_LINES;
  const lines = items.slice(0, MAX_LINES).map((item) => fit(`  ${item}`, width));
  return [head, ...lines, ...(more > 0 ? [`  … and ${more} more`] : [])];
}

/**
 * The stages of a run as a table, with what is open below it; without the next step, which the status says last. `isWhole`:
 * no cell is cut.
 */
export function statusTable(
  view: TeamView,
  { width, paint, table: room = width }: Layout = PLAIN_LAYOUT,
  isWhole = false,
): string[] {
  const rows = view.rows.map(({ stage, name, status, role, notes }) => [
    oneLine(`${stage} ${name}`),
    statusText(status),
    oneLine(role),
    oneLine(notes),
  ]);
  const [head, ...lines] = table([["Stage", "Status", "Role", "Notes"], ...rows], room, [3, 2, 0], isWhole);
  const warnings = view.warnings.map((one, _at, { length }) => (length === 1 ? "" : `${one.id} `) + oneLine(one.text));
  const questions = view.questions.map((one) => `${oneLine(one.text)} (${one.role} asks pm)`);
  return [
    ...laid(`Pipeline Status — ${oneLine(view.feature)}`, width, isWhole).map(paint.bold),
    "=".repeat(RULE),
    head!,
    "-".repeat(RULE),
    ...lines.flatMap((line, at) => coloured(line, view.rows[at]!.status, paint).split("\n")),
    "-".repeat(RULE),
    ...(view.moved === null ? [] : wrap(`Track moved up: ${oneLine(view.moved)}`, width)),
    ...listed("warning", warnings, width),
    ...listed("open question", questions, width),
  ];
}

/** The status where it stands in a laid out line: names and roles never hold two blanks in a row. */
function coloured(line: string, status: StageStatus, paint: Paint): string {
  const text = statusText(status);
  const at = line.indexOf(`  ${text}`);
  return at < 0
    ? line
    : `${line.slice(0, at + 2)}${SHOWN[status].paint(paint)(text)}${line.slice(at + 2 + text.length)}`;
}
