import { readCommandLine } from "../../command-line.ts";
import { IN_TESTS } from "../../plugin.ts";
import { runProcess } from "../../process/run.ts";
import { keptOutput, maskOfProject } from "../../project/secrets.ts";
import { withoutAgents } from "../../record/run-tests.ts";
import type { Receiver } from "../../settings.ts";
import { cut, oneLine } from "../../text.ts";
import { jsonOf, type Message } from "./message.ts";
import type { Sent } from "./send.ts";

/** Seconds that a command may take which names no time. */
const LIMIT_S = 60;
/** Bytes that are read of each of its outputs, and characters of the last line that are told. */
const MAX_OUTPUT = 64 * 1024;
const MAX_TOLD = 200;
/** Characters of a secret: shorter values would hide ordinary words. */
const MIN_SECRET = 8;

/** The same as on standard input, for commands that need little: each is one line. */
function variables({ title, data }: Message, root: string): Record<string, string> {
  const task = (data.task ?? {}) as Record<string, unknown>;
  const values = {
    ON: data.on,
    TITLE: title,
    PROJECT: root,
    RUN: data.run,
    WORKFLOW: data.workflow,
    STATUS: data.status,
    TASK: task.id,
    PHASE: task.phase,
    EDGE: task.edge,
    OUTCOME: task.outcome,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value == null ? [] : [[`MULTI_AI_${name}`, String(value)]])),
  );
}

/**
 * Runs the command of a receiver once, in the project's folder, with the message on its standard input. It has none of the
 * program's own variables, among them the token by which a script answers, and what it starts answers nothing for the person.
 * A line is run as tests are: in a shell where it needs one. @returns what came of it, with the last line that it wrote to
 * standard error; never rejects
 */
export async function runCommand(
  { command = "", timeout_s = LIMIT_S }: Receiver,
  message: Message,
  { env, root }: { env: Record<string, string | undefined>; root: string },
): Promise<Sent> {
  const line = readCommandLine(command);
  const [program, ...args] = line.shell ? ["sh", "-c", line.line] : line.words;
  const ran = await runProcess({
    command: program!,
    args,
    cwd: root,
    env: { ...withoutAgents(env), ...variables(message, root), [IN_TESTS]: "1" },
    stdin: `${JSON.stringify(jsonOf(message))}\n`,
    timeoutMs: timeout_s * 1_000,
    maxOutputBytes: MAX_OUTPUT,
  });
  if (ran.outcome === "exited" && ran.exitCode === 0) return { state: "sent" };
  const how =
    ran.outcome === "timeout"
      ? `it was ended after ${timeout_s} s`
      : ran.outcome === "exited"
        ? `it ended with ${ran.exitCode ?? ran.signal}`
        : "it could not be started";
  const said = keptOutput({ stdout: "", stderr: ran.stderr }, maskOfProject(root, env, MIN_SECRET))
    .split("\n")
    .findLast((one) => one.trim() !== "");
  return { state: "failed", why: said === undefined ? how : `${how}: ${cut(oneLine(said), MAX_TOLD)}` };
}
