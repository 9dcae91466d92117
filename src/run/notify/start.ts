import { pluginRoot } from "../../host/program.ts";
import type { Project } from "../../project/project.ts";
import { lookFrom, notifyFrom } from "./look.ts";

/** Starts a process that sends what is due, and waits for nothing. */
export const startNotifying = ({ root }: Pick<Project, "root">): void => notifyFrom(pluginRoot(), root);

/** Has silent agents looked for, at most once a minute: for whoever happens to be at work while a run is. Never throws. */
export const lookForSilence = ({ root, task }: Pick<Project, "root" | "task">): void =>
  lookFrom(pluginRoot(), root, task);
