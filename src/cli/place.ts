import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { findProject, type Project, realPath } from "../project/project.ts";
import { allStarts } from "../workflows/starts.ts";

/** The project of a folder. Where no run is and no git either, earlier runs say which folder it was. */
export function placeOf(from: string): Project {
  const project = findProject(from);
  if (project.found !== "folder") return project;
  for (let folder = project.root; ; folder = dirname(folder)) {
    const task = join(folder, ".task");
    if (existsSync(join(task, "history")) || existsSync(join(task, "parked")))
      return { ...project, root: folder, task };
    if (dirname(folder) === folder) return project;
  }
}

/** Names the project where it is not the folder that one stands in. */
export const projectLine = ({ project, from }: { project: Project; from: string }): string =>
  realPath(from) === project.root ? "" : `Project: ${project.root}\n`;

/** What is said when there is no run: where it was looked for. */
export const noRunText = (from: string): string =>
  `No run here (looked for .task/events.jsonl from ${resolve(from)} up to /). Start one in Claude Code: ${allStarts()}`;
