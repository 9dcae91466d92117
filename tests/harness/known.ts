// What a person of this machine has done before a test begins: runs that were started here,
// settings that were approved.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { filesIn, findProject, type Project } from "../../src/project/project.ts";
import { beginningOf, noteRun } from "../../src/record/machine/outside.ts";
import { counting, say } from "../../src/run/settings/trust.ts";
import { SETTINGS_FILE } from "../../src/settings.ts";
import { allSettings } from "../../src/workflows/index.ts";
import { onCleanup } from "./project.ts";

/** Nobody's home: the record lies in the folder that every environment looks into. */
const NOWHERE = {};

/** What was noted of a project is forgotten with it. */
const forgetAtEnd = (...paths: string[]): void =>
  onCleanup(() => {
    for (const path of paths) rmSync(path, { force: true });
  });

/** Notes that a run of this project is this machine's. */
export const startedHere = (project: Project, run: string): void =>
  forgetAtEnd(...noteRun(project, run, NOWHERE));

/**
 * As `startedHere`, for every run of a project that was copied, or that a test has put together.
 */
export function allStartedHere(root: string): void {
  const project = findProject(root);
  const kept = ["parked", "history"].flatMap((name) =>
    filesIn(join(project.task, name)).map((run) => join(project.task, name, run)),
  );
  for (const at of [project.task, ...kept]) {
    const found = beginningOf(at);
    if (found !== null) forgetAtEnd(...noteRun(project, found.run, NOWHERE, at));
  }
}

const FILE = await allSettings();

/**
 * The person approves the settings of a project as they stand. Those that are wrong are left alone.
 */
export function approveSettings(root: string): void {
  const project = findProject(root);
  const path = join(project.root, SETTINGS_FILE);
  if (!existsSync(path)) return;
  try {
    const { waiting } = counting(
      FILE.parse(JSON.parse(readFileSync(path, "utf8"))),
      FILE,
      project,
      NOWHERE,
    );
    if (waiting !== null) forgetAtEnd(say(project, waiting, "approved", NOWHERE));
  } catch {
    // The run will say what is wrong.
  }
}
