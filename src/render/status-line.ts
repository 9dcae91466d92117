import { PLUGIN } from "../plugin.ts";
import { duration, fit, type Layout, oneLine, thenText, tokens } from "../text.ts";

/** The line below the host's prompt, from the files that a run keeps for others to read. Pure; loads nothing of the program. */

/** Minutes for which a run that is over is still shown. */
const SHOWN_FOR = 30;
/** Characters of a name or a subject: no real one is as long. */
const MAX_NAME = 200;
/** Tasks beyond that are no run of ours. */
const MAX_TASKS = 10_000;

const SIGNS: Record<string, [sign: string, colour: "green" | "yellow" | "red" | "cyan"]> = {
  running: ["▶", "cyan"],
  waiting_for_user: ["?", "yellow"],
  complete: ["✓", "green"],
  failed: ["✗", "red"],
  cancelled: ["✗", "red"],
};

/** A field of an object that was read; undefined: it has none. */
export const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** A text of a file as one line of bounded length; "" where it is none. */
const word = (value: unknown): string => (typeof value === "string" ? oneLine(value.slice(0, MAX_NAME)) : "");

/** Whether a run in this status is over with tasks left undone. */
export const endedEarly = (status: unknown): boolean => status === "cancelled" || status === "failed";

/** The tasks that count, as `pipeline-tasks.json` has them, of a run in this status. */
export function rowsOf(tasks: unknown, run: unknown): unknown[] {
  const all = field(tasks, "tasks");
  if (!Array.isArray(all) || all.length > MAX_TASKS) return [];
  return all.filter((one) => {
    const status = field(one, "status");
    return field(one, "void") !== true && status !== "skipped" && (status !== "cancelled" || endedEarly(run));
  });
}

const withStatus = (rows: unknown[], status: string): unknown[] =>
  rows.filter((one) => field(one, "status") === status);

/** Minutes from a time of the journal to `now`, in milliseconds; null where it is no time, or lies ahead: then nothing is shown. */
function shownMinutes(at: unknown, now: number): number | null {
  const minutes = typeof at === "string" ? (now - Date.parse(at)) / 60_000 : Number.NaN;
  return minutes >= 0 ? minutes : null;
}

/** What is at work, or due next; "" where nothing is. */
function taskText(rows: unknown[], now: number): string {
  const running = withStatus(rows, "running");
  const task = running[0] ?? withStatus(rows, "waiting")[0] ?? withStatus(rows, "ready")[0];
  const minutes = running.length === 0 ? null : shownMinutes(field(task, "at_work_since"), now);
  const others = running.length > 1 ? ` +${running.length - 1}` : "";
  const name = `${word(field(task, "id"))} ${word(field(task, "subject"))}`.trim();
  return `${name}${others}${minutes === null ? "" : ` ${duration(minutes)}`}`.trim();
}

/**
 * One line of at most `width` columns: what waits for the person, what is at work and for how long, how many tasks are done, and
 * tokens; it is cut at its end. Empty: no run, none of ours, or one that is over for half an hour. `now` in milliseconds since 1970.
 */
export function statusLine(state: unknown, tasks: unknown, { width, paint }: Layout, now: number): string {
  const [status, run] = [field(state, "status"), field(state, "run")];
  if (typeof status !== "string" || typeof run !== "string" || !Object.hasOwn(SIGNS, status)) return "";
  // Both are written together: else one of them is of another run, and soon written again.
  if (field(tasks, "run") !== run) return "";
  const isOver = status !== "running" && status !== "waiting_for_user";
  const ended = shownMinutes(field(state, "updated_at"), now);
  if (isOver && (ended === null || ended >= SHOWN_FOR)) return "";

  const rows = rowsOf(tasks, status);
  const asked = isOver ? undefined : field(state, "question");
  const question = word(field(asked, "id"));
  const others = field(asked, "others");
  const isHeld = !isOver && question === "" && typeof field(state, "blocker_reason") === "string";
  const behind = thenText(Array.isArray(others) ? others.map(word).filter(Boolean) : []);
  const asks = question === "" ? (isHeld ? "held up" : "") : `waits for you: ${question}${behind}`;
  const used = field(state, "tokens");
  const parts = [
    asks,
    isOver ? status : taskText(rows, now),
    rows.length === 0 ? "" : `${withStatus(rows, "done").length}/${rows.length}`,
    typeof used === "number" && used > 0 && Number.isFinite(used) ? tokens(used) : "",
  ];
  const [sign, colour] = asks === "" ? SIGNS[status]! : SIGNS.waiting_for_user!;
  const lead = `${PLUGIN} ${sign}`;
  const line = fit([lead, parts.filter(Boolean).join(" · ")].filter(Boolean).join(" "), width);
  const begins = `${lead} ${asks}`;
  if (!line.startsWith(begins)) return line;
  return `${PLUGIN} ${paint[colour](sign)} ${asks && paint.yellow(asks)}${line.slice(begins.length)}`;
}
