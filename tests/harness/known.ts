// What a person of this machine has done before a test begins: runs that were started here, settings that were approved.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { filesIn, findProject, type Project } from "../../src/project/project.ts";
import { beginningOf, noteRun, outsideFolders } from "../../src/record/outside.ts";
import { counting, say } from "../../src/run/trust.ts";
import { SETTINGS_FILE, settingsFile } from "../../src/settings.ts";
import { limitNames, settingsParts } from "../../src/workflows/index.ts";

/** Nobody's home: the record lies in the folder that every environment looks into. */
const NOWHERE = {};

/** What this process has noted, by the folder that it lies in. */
const before = new Map<string, Set<string>>();
const listed = (folder: string): string[] => filesIn(folder).map((name) => join(folder, name));

/** Notes something; it is forgotten at the end of this process. */
function noting(project: Project, note: () => void): void {
  const folders = outsideFolders(NOWHERE, project).flatMap((one) => [
    join(one, "outside/runs"),
    join(one, "outside/settings"),
  ]);
  for (const folder of folders) if (!before.has(folder)) before.set(folder, new Set());
  const old = folders.map((folder) => new Set(listed(folder)));
  note();
  folders.forEach((folder, at) => {
    for (const path of listed(folder)) if (!old[at]!.has(path)) before.get(folder)!.add(path);
  });
}
process.on("exit", () => {
  for (const paths of before.values()) for (const path of paths) rmSync(path, { force: true });
});

/** Notes that a run of this project is this machine's. */
export const startedHere = (project: Project, run: string): void =>
  noting(project, () => noteRun(project, run, NOWHERE));

/** The same for every run of a project that was copied, or that a test has put together. */
export function allStartedHere(root: string): void {
  const project = findProject(root);
  const kept = ["parked", "history"].flatMap((name) =>
    filesIn(join(project.task, name)).map((run) => join(project.task, name, run)),
  );
  for (const at of [project.task, ...kept]) {
    const found = beginningOf(at);
    if (found !== null) noting(project, () => noteRun(project, found.run, NOWHERE, at));
  }
}

const FILE = settingsFile(await settingsParts(), limitNames());

/** The person approves the settings of a project as they stand. Those that are wrong are left alone. */
export function approveSettings(root: string): void {
  const project = findProject(root);
  const path = join(project.root, SETTINGS_FILE);
  if (!existsSync(path)) return;
  try {
    const { waiting } = counting(FILE.parse(JSON.parse(readFileSync(path, "utf8"))), project, NOWHERE);
    if (waiting !== null) noting(project, () => say(project, waiting, "approved", NOWHERE));
  } catch {
    // The run will say what is wrong.
  }
}
