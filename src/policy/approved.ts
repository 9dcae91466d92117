import { allow, type Output } from "../host/answer.ts";
import type { Payload } from "../host/payload.ts";
import { realPath } from "../project/project.ts";
import { commandLine, ownCommands, type Workplace } from "../run/audit/workplace.ts";

/**
 * What a Bash call may hold beside its command; anything else, such as a sandbox turned off, is the
 * host's to decide on.
 */
const KNOWN = new Set(["command", "description", "timeout", "run_in_background"]);

/** As a shell reads it: no other white space separates words there. */
function bare(text: string): string {
  const isBlank = (at: number): boolean => " \t\n".includes(text[at] ?? "x");
  let [from, to] = [0, text.length];
  while (isBlank(from)) from++;
  while (to > from && isBlank(to - 1)) to--;
  return text.slice(from, to);
}

/**
 * Allows a call that is, to the letter, a command which the program itself runs in this run:
 * without this an agent could not see its own tests in a mode where the host asks about commands.
 * Null: the host decides. The words have to mean what was approved, so: in the folder of the task,
 * alone, in the foreground, with nothing set beside it.
 */
export function allowApproved(payload: Payload, work: Workplace): Output {
  const { scene, task, folder } = work;
  const { input, cwd } = payload;
  const text = typeof input.command === "string" ? bare(input.command) : "";
  if (
    text === "" ||
    input.run_in_background === true ||
    Object.keys(input).some((key) => !KNOWN.has(key))
  )
    return null;
  const at = realPath(cwd || scene.project.root);
  const inPlace = at === realPath(folder);
  const inProject = at === realPath(scene.project.root);
  const isOwn = ownCommands(scene, task).some(
    (command) =>
      (inPlace && text === bare(command)) ||
      (inProject && text === bare(commandLine(work, command))),
  );
  return isOwn ? allow(`${text} is one of the approved commands of this run`) : null;
}
