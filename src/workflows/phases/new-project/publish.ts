import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Run } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { acceptedText } from "../../../record/accepted.ts";
import { writeFileAtomic } from "../../../store/disk.ts";
import type { Check } from "../../contract.ts";
import { stripStamp } from "../../stamp.ts";
import { CONFIG, PLANNING, PROJECT, REQUIREMENTS, ROADMAP, STATE } from "../paths.ts";
import { PLACES, readConfigText } from "../planning/config.ts";
import { isFolder, namesIn, readText } from "../planning/files.ts";
import type { PlanningConfig, Problem } from "../planning/model.ts";
import { configText, projectText, requirementsText, roadmapText, stateText } from "./documents.ts";
import { CODEBASE_MAP, RESEARCH, SYNTHESIS } from "./paths.ts";
import { codebaseFiles, researchFiles } from "./published-prose.ts";
import { type Settled, settledBy } from "./settled.ts";

/** What was approved becomes `.planning`. Nothing that is there already is written over. */

/** A file, by its path in the project. `keeps`: one that is there already stays, and that is no problem. */
interface Written {
  path: string;
  text: string;
  keeps?: true;
}

/** The files, those first without which the roadmap says too little: it is the last one, and with it the project is there. */
function filesOf(project: Project, run: Run, settled: Settled): Written[] {
  const text = (path: string): string | null => {
    const found = acceptedText(project, run, path);
    return found === null ? null : stripStamp(found).trim();
  };
  const prose = [
    ...researchFiles(settled.draft.name, (field) => text(`${RESEARCH}${field}.md`), text(SYNTHESIS)),
    ...codebaseFiles(text(CODEBASE_MAP)),
  ];
  return [
    ...prose.map((one) => ({ ...one, keeps: true as const })),
    { path: PROJECT, text: projectText(settled), ...(settled.survey.described ? { keeps: true } : {}) },
    { path: REQUIREMENTS, text: requirementsText(settled) },
    { path: STATE, text: stateText(settled), ...(settled.survey.described ? { keeps: true } : {}) },
    { path: ROADMAP, text: roadmapText(settled) },
  ];
}

/** A configuration that is there, with what the person settled otherwise; null: it says the same already. */
export function changedConfig(there: string, config: PlanningConfig): string | null {
  const { config: now } = readConfigText(there, CONFIG);
  const names = (Object.keys(PLACES) as (keyof PlanningConfig)[]).filter((name) => now[name] !== config[name]);
  if (names.length === 0) return null;
  const value = JSON.parse(there.replace(/^\uFEFF/, "")) as Record<string, unknown>;
  for (const name of names) {
    const path = PLACES[name].paths[0]!;
    let holder = value;
    for (const key of path.slice(0, -1)) {
      const next = holder[key];
      holder[key] = typeof next === "object" && next !== null && !Array.isArray(next) ? next : {};
      holder = holder[key] as Record<string, unknown>;
    }
    holder[path.at(-1)!] = config[name];
  }
  return `${JSON.stringify(value, null, 2)}\n`;
}

const told = ({ file, line, problem }: Problem): string => `${file}${line === null ? "" : `:${line}`}: ${problem}`;

export const publish: Check = async ({ project, run }) => {
  const { root } = project;
  const failed = (problems: string[]) => ({
    outcome: "fail",
    tree: null,
    facts: { problems: problems.map((one) => one.slice(0, 400)).slice(0, 20) },
    record: { problems },
  });
  const settled = settledBy(project, run);
  if (settled === null) return failed(["what was approved is gone from .task/objects; end, and begin anew"]);
  const files = filesOf(project, run, settled);
  const found: Problem[] = [];
  for (const folder of new Set([PLANNING, ...files.map(({ path }) => dirname(path))])) isFolder(root, folder, found);
  const before = new Map([CONFIG, ...files.map(({ path }) => path)].map((path) => [path, readText(root, path, found)]));
  const problems = [
    ...found.map(told),
    ...(namesIn(root, `${PLANNING}/phases`, []).some((name) => /^\d/.test(name))
      ? [`${PLANNING}/phases: found phases that were not there before, expected none; move them away`]
      : []),
    ...files.flatMap(({ path, text, keeps }) =>
      keeps || [null, text].includes(before.get(path) ?? null)
        ? []
        : [`${path}: found a file that was not there before, expected none; move it away`],
    ),
  ];
  if (problems.length > 0) return failed(problems);
  const config = before.get(CONFIG) ?? null;
  const settings = config === null ? configText(settled.config) : changedConfig(config, settled.config);
  const written = [
    ...(settings === null ? [] : [{ path: CONFIG, text: settings }]),
    ...files.filter(({ path }) => before.get(path) === null),
  ];
  for (const { path, text } of written) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileAtomic(join(root, path), text);
  }
  const kept = files.filter(({ path, text }) => ![null, text].includes(before.get(path)!)).map(({ path }) => path);
  const facts = { phases: settled.phases.length, first: settled.first, version: settled.version };
  return {
    outcome: "pass",
    tree: null,
    facts,
    record: { ...facts, files: files.map(({ path }) => path), kept },
  };
};
