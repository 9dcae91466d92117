import { pluginRoot } from "../host/program.ts";
import type { Project } from "../project/project.ts";
import type { Checkup, CheckupInput, Finding } from "../workflows/contract/checkup.ts";
import { bunCheckup, claudeCheckup, fenceCheckup, hooksCheckup, providersCheckup } from "./programs.ts";
import { gitCheckup, journalCheckup, recordCheckup, settingsCheckup } from "./project.ts";

/** In the order in which they are shown. */
const CHECKUPS: Checkup[] = [
  bunCheckup,
  claudeCheckup,
  hooksCheckup,
  fenceCheckup,
  providersCheckup,
  gitCheckup,
  settingsCheckup,
  recordCheckup,
  journalCheckup,
];

/** A checkup that fails itself is a fault of ours, and must not hide what the others found. */
async function lookAt(checkup: Checkup, input: CheckupInput): Promise<Finding[]> {
  try {
    return await checkup(input);
  } catch (problem) {
    const found = problem instanceof Error ? problem.message : String(problem);
    const name = checkup.name.replace("Checkup", "");
    return [{ name, state: "error", found, remedy: "run it again with MULTI_AI_DEBUG=1 and report what it prints" }];
  }
}

/** What all checkups find in a project, in their order. `claude`: Claude Code as the person named it; null: look for it. */
export async function findingsOf(
  { root, task }: Project,
  env: CheckupInput["env"],
  claude: string | null,
): Promise<Finding[]> {
  const input = { project: root, task, plugin: pluginRoot(), env, claude };
  return (await Promise.all(CHECKUPS.map((checkup) => lookAt(checkup, input)))).flat();
}

/** Whether a run could not start as things are. */
export const standsInTheWay = (findings: Finding[]): boolean =>
  findings.some(({ state, holds }) => state === "error" || holds);
