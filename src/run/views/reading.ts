import { join } from "node:path";
import { visible } from "../../command-line.ts";
import { questionsToAsk } from "../../engine/directive.ts";
import type { Run } from "../../engine/run.ts";
import type { Output } from "../../host/answer.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { sha256 } from "../../store/journal.ts";
import { clean } from "../../text.ts";
import { inSession } from "./questions.ts";
import { REPORTED, recordReported, reportedOf } from "./task-outcome.ts";

/**
 * An answer with what the person should read before a question: the host prints no hook's words
 * while its dialog is open. Once for each session.
 */
export function withReading(
  project: Project,
  run: Run,
  session: string,
  output: NonNullable<Output>,
): Output {
  const path = join(project.task, REPORTED);
  return attempt(() => {
    const before = reportedOf(path, run);
    const due = questionsToAsk(run)
      .map((question) => inSession(project, run, question))
      .filter(({ read }) => read.length > 0)
      .map(({ id, read }) => ({
        name: nameOf(id, session, read),
        text: [
          `Read before you answer ${id}:`,
          ...read.flatMap((one) => one.split("\n").map(visible)),
        ].join("\n"),
      }))
      .filter(({ name }) => !before.has(name));
    if (due.length === 0) return output;
    recordReported(path, run, [...before, ...due.map(({ name }) => name)]);
    const message = typeof output.systemMessage === "string" ? [output.systemMessage] : [];
    return {
      ...output,
      systemMessage: clean([...message, ...due.map(({ text }) => text)].join("\n")),
    };
  }, output);
}

const nameOf = (id: string, session: string, read: readonly string[]): string =>
  `${id} ${session} ${sha256(read.join("\n")).slice(0, 12)}`;

/**
 * Whether what there is to read was printed in this session, as it is now; else the dialog has it.
 */
export const wasPrinted = (project: Project, run: Run, session: string) => {
  const names = reportedOf(join(project.task, REPORTED), run);
  return ({ id, read }: { id: string; read: readonly string[] }): boolean =>
    names.has(nameOf(id, session, read));
};
