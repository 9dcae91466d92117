import type { Run } from "../../engine/run.ts";
import { isOwnCommand } from "../own-commands.ts";

/**
 * Whether a command of a plan may run without a question: the settings name it word for word, or it is the project's own and
 * nobody is to be asked. `yolo`: the project's config says so, and the person chose that on this machine. Pure.
 */
export const runsUnasked = (run: Run, command: string, yolo: boolean): boolean =>
  (run.settings.execute?.allow ?? []).includes(command) || ((run.auto || yolo) && isOwnCommand(command));
