import { type Command, done } from "../run/commands/command.ts";
import { lineWidth, readStatusLine } from "../run/views/status-line.ts";

/** The same as `dist/statusline.js`, which the launcher starts in its place: this one is for `--help` and `--json`. */
export const statusline: Command = {
  summary: "One line for Claude Code's status line, from what it says on standard input; empty without a run",
  foreign: true,
  options: { width: { value: "<columns>", about: "Columns that the line may have" } },
  async run(call) {
    const layout = { width: lineWidth(call.value("width"), call.env), paint: call.paint };
    const line = await readStatusLine(call.from, process.stdin.isTTY === true, layout);
    return done(line, { line });
  },
};
