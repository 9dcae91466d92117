import { hooksCheckup } from "../checkup/hooks-fire.ts";
import { notifyCheckup } from "../checkup/notify.ts";
import { builtCheckup, markdownCheckup } from "../checkup/plugin-files.ts";
import { bunCheckup, claudeCheckup, providersCheckup } from "../checkup/programs.ts";
import { gitCheckup, journalCheckup, settingsCheckup, workflowCheckup } from "../checkup/project.ts";
import { rolesCheckup } from "../checkup/roles.ts";
import { pluginRoot } from "../host/program.ts";
import type { Call, Command } from "../run/commands/command.ts";
import { oneLine } from "../text.ts";
import type { Checkup, CheckupInput, Finding } from "../workflows/checkup.ts";

/** In the order in which they are shown. */
const CHECKUPS: Checkup[] = [
  bunCheckup,
  claudeCheckup,
  hooksCheckup,
  providersCheckup,
  gitCheckup,
  settingsCheckup,
  workflowCheckup,
  rolesCheckup,
  notifyCheckup,
  markdownCheckup,
  builtCheckup,
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

function findingsText(findings: Finding[], { paint }: Pick<Call, "paint">): string {
  const mark = { ok: paint.green("ok     "), warning: paint.yellow("warning"), error: paint.red("error  ") };
  const width = Math.max(...findings.map((one) => one.name.length));
  const rest = `\n${" ".repeat(width + 11)}`;
  const lines = findings.flatMap((one) => [
    `${mark[one.state]}  ${one.name.padEnd(width)}  ${one.found.split("\n").map(oneLine).join(rest)}`,
    ...(one.remedy === null ? [] : [`${" ".repeat(width + 11)}→ ${oneLine(one.remedy)}`]),
  ]);
  const count = (state: "error" | "warning"): string => {
    const number = findings.filter((one) => one.state === state).length;
    return `${number} ${state}${number === 1 ? "" : "s"}`;
  };
  const verdict = findings.some((one) => one.state === "error")
    ? "A run would not work."
    : findings.some((one) => one.holds)
      ? "No run starts before you have said whether these settings count."
      : "A run can start.";
  return [...lines, "", `${verdict} ${count("error")}, ${count("warning")}.`].join("\n");
}

/** What all checkups find, in their order. */
export async function findingsOf(call: Call): Promise<Finding[]> {
  const { root, task } = call.project;
  const input = { project: root, task, plugin: pluginRoot(), env: call.env, claude: call.value("claude") };
  return (await Promise.all(CHECKUPS.map((checkup) => lookAt(checkup, input)))).flat();
}

export const dryRun: Command = {
  summary: "Check everything that a run needs, and say what to do about what is missing",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { claude: { value: "<path>", about: "Claude Code to look at, in place of the one on PATH" } },
  async run(call) {
    const findings = await findingsOf(call);
    const failed = findings.some((one) => one.state === "error" || one.holds);
    return {
      exit: failed ? 1 : 0,
      text: findingsText(findings, call),
      data: { ok: !failed, findings },
      isReport: true,
    };
  },
};
