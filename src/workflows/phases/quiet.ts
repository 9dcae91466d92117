import { statSync } from "node:fs";
import type { Project } from "../../project/project.ts";
import { realPath } from "../../project/project.ts";
import { NoRecord, readOutside, writeOutside } from "../../record/outside.ts";
import { sha256 } from "../../store/journal.ts";
import type { PlanningConfig } from "./planning/model.ts";

/**
 * Whether commands of plans run unasked because the project's mode is yolo: `config.json` comes with a clone, so the mode lets
 * nothing run but where the person chose it on this machine. That is noted outside of the project.
 */

interface Chosen {
  root: string;
  /** By which number the system knows the folder: another one in its place is another project. */
  inode: string;
}

type Where = Pick<Project, "root">;

const inodeOf = ({ root }: Where): string => {
  const { dev, ino } = statSync(root, { bigint: true });
  return `${dev}:${ino}`;
};
const fileOf = ({ root }: Where): string => `yolo/${sha256(realPath(root)).slice(0, 32)}.json`;

/** Whether nobody is asked about commands of the project's own. */
export const isQuiet = (project: Where, { mode }: Pick<PlanningConfig, "mode">): boolean =>
  mode === "yolo" &&
  readOutside<Partial<Chosen> | null>(process.env, project, fileOf(project)).some(
    (one) => one?.root === realPath(project.root) && one.inode === inodeOf(project),
  );

/** Notes that the person has chosen the mode yolo here. Where nothing can be noted they are asked. */
export function noteQuiet(project: Where): void {
  try {
    const chosen: Chosen = { root: realPath(project.root), inode: inodeOf(project) };
    writeOutside(process.env, project, fileOf(project), chosen);
  } catch (error) {
    if (!(error instanceof NoRecord)) throw error;
  }
}
