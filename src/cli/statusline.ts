import { join } from "node:path";
import { PLUGIN } from "../plugin.ts";
import { findProject } from "../project/project.ts";
import { type Call, type Command, done } from "../run/commands/command.ts";
import { readCache } from "../store/disk.ts";
import { fieldsIn, fieldsOf } from "../store/loose.ts";
import { fit, minutesBetween, oneLine, tokens } from "../text.ts";

/**
 * The folder of the host's session, by what the host says on standard input; at a terminal, and
 * without a word, the caller's.
 */
async function folderOf({ from }: Call): Promise<string> {
  const { workspace, cwd } = fieldsIn(process.stdin.isTTY ? "" : await Bun.stdin.text());
  const folder = fieldsOf(workspace).current_dir ?? cwd;
  return typeof folder === "string" && folder.startsWith("/") ? folder : from;
}

/** Minutes for which a run that is over is still shown. */
const SHOWN_FOR = 30;

/**
 * The run in one line, by its `state.json`: its phase, what waits for the person, and tokens.
 * Empty: there is nothing to show.
 */
export function statusLine(state: Record<string, unknown>, now: string): string {
  const { status, phase, question, blocker_reason: held, tokens: used, updated_at: at } = state;
  if (typeof status !== "string" || typeof phase !== "string" || typeof at !== "string") return "";
  const isOver = status !== "running" && status !== "waiting_for_user";
  if (isOver && minutesBetween(at, now) >= SHOWN_FOR) return "";
  const { id } = fieldsOf(question);
  const parts = [
    isOver ? status : phase,
    id === undefined || isOver ? "" : `waits for you: ${id}`,
    typeof held === "string" && id === undefined && !isOver ? "held up" : "",
    typeof used === "number" && used > 0 ? `${tokens(used)} tokens` : "",
  ];
  return `${PLUGIN}: ${parts.filter(Boolean).join(" · ")}`;
}

export const statusline: Command = {
  summary: "One line for Claude Code's status line, from its standard input; empty without a run",
  foreign: true,
  async run(call) {
    const { task } = findProject(await folderOf(call));
    const state = fieldsIn(readCache(join(task, "state.json"))?.toString());
    const line = fit(oneLine(statusLine(state, new Date().toISOString())), call.width);
    return done(line, { line });
  },
};
