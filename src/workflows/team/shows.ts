import { needsShell } from "../../command-line.ts";
import { approvedCommands, type Run } from "../../engine/run.ts";
import type { Functions } from "../../engine/workflow.ts";
import { commandSettings, deploySettingsOf, environmentOf, foundBefore, noDeployment } from "./named.ts";
import { teamFacts } from "./recorded.ts";
import { hasChecks, trackOf } from "./tracks.ts";

/** What the program runs or sends once the person goes on at a checkpoint, by the run's own settings. Pure. */

const line = (what: string, command: string): string =>
  `${what}${needsShell(command) ? ", in a shell" : ""}: ${command}`;

/** What was found in the project to run as brief or design left it; undefined: nobody has looked. */
const foundIn = (run: Run): string[] | undefined => teamFacts(foundBefore(run)).found;

/** Whether nothing is there to run as tests, though nobody said to leave them out. */
export const lacksTests = (run: Run): boolean =>
  foundIn(run) !== undefined &&
  run.settings.tests.run &&
  commandSettings(run).tests !== false &&
  !checks(run).some((text) => text.startsWith("Tests"));

/** What the checks run: by the settings, and what they find in the project, as far as the run's track has them. */
function checks(run: Run): string[] {
  const isRun = (text: string): boolean =>
    text.startsWith("Tests") ? run.settings.tests.run : hasChecks(trackOf(run));
  const { lint, types, tests, dependencies } = commandSettings(run);
  const approved = approvedCommands(run).map((one) => one.text);
  const set = Object.entries({
    Lint: lint,
    Types: types,
    Tests: approved.length > 0 ? undefined : tests,
    Dependencies: dependencies,
  });
  const found = (foundIn(run) ?? []).filter((text) => approved.length === 0 || !text.startsWith("Tests "));
  return [
    ...set.flatMap(([what, command]) => (typeof command === "string" ? [line(what, command)] : [])),
    ...approved.map((command) => line("Tests", command)),
    ...found,
  ].filter(isRun);
}

/** What a deployment runs and asks. */
function deploy(run: Run): string[] {
  const set = deploySettingsOf(run);
  if (set === undefined || noDeployment(trackOf(run), run.settings) !== null) return [];
  const { command, health, rollback } = set;
  const to = environmentOf(run.options.deploy || "asked", set);
  return [
    line(`Deploy to ${to}`, command),
    ...(health === undefined ? [] : [`Health: GET ${health}`]),
    ...(rollback === undefined ? [] : [`Way back, told and never run: ${rollback}`]),
  ];
}

export const SHOWS: Functions["shows"] = { checks, deploy };
