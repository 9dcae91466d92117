import { join } from "node:path";
import { questionsToAsk } from "../../engine/directive.ts";
import type { Run } from "../../engine/run.ts";
import type { Output } from "../../host/answer.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { clean } from "../../text.ts";
import { noteTold, TOLD, toldOf } from "./outcome.ts";
import { inSession } from "./questions.ts";

/**
 * An answer with what the person should read before a question: the host prints no hook's words while its dialog is open. Once
 * for each session.
 */
export function withReading(project: Project, run: Run, session: string, output: NonNullable<Output>): Output {
  const path = join(project.task, TOLD);
  return attempt(() => {
    const before = toldOf(path, run);
    const due = questionsToAsk(run)
      .map((question) => inSession(project, run, question))
      .filter(({ read }) => read.length > 0)
      .map(({ id, read }) => ({
        name: `${id} ${session}`,
        text: [`Read before you answer ${id}:`, ...read].join("\n"),
      }))
      .filter(({ name }) => !before.has(name));
    if (due.length === 0) return output;
    noteTold(path, run, [...before, ...due.map(({ name }) => name)]);
    const said = typeof output.systemMessage === "string" ? [output.systemMessage] : [];
    return { ...output, systemMessage: clean([...said, ...due.map(({ text }) => text)].join("\n")) };
  }, output);
}
