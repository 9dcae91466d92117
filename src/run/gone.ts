import type { Project } from "../project/project.ts";
import { bringBack } from "./folder.ts";
import type { Change } from "./run.ts";

/** Says that the record was gone. Asked once in a run: tests that clean up may do it again and again. */
const goneNotice = (): Change => ({
  do: "notice",
  what: "folder-changed",
  key: "gone",
  text: "The folder .task/ with the record of this run was gone, and was brought back from its copy. Worktrees and archived runs that lay in it are not part of that. If you removed it to be rid of the run: /multi-ai:cancel ends it.",
  hold: true,
});

/** Brings back the record of a run that is gone, and asks the person about it: they may have removed it. */
export function broughtBack(project: Project, env: Record<string, string | undefined>): void {
  bringBack(project, env, goneNotice);
}
