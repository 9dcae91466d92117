// Where a demo happens: a temporary folder that stays, with the project, the home in which Claude
// Code ran, and a program.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { quote } from "../src/text.ts";

/** This repository. */
export const root = resolve(import.meta.dir, "..");

/** The folder of one demo; all of it stays for the person to look at. */
export interface Place {
  project: string;
  /**
   * Of the sandbox. What was started here is noted in it: without it the run would count as a
   * stranger's.
   */
  home: string;
  /**
   * `multi-ai` with that home: what the demo prints works when it is typed afterwards, and the
   * person's own home is not touched.
   */
  program: string;
}

/**
 * Makes the folder. `name`: of the project's folder, which is a copy of demo/project, or empty
 * where `isEmpty`.
 */
export function makePlace(name: string, isEmpty = false): Place {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-demo-")));
  const [project, home, program] = [name, "home", "multi-ai"].map((one) => join(folder, one)) as [
    string,
    string,
    string,
  ];
  mkdirSync(home, { mode: 0o700 });
  if (isEmpty) mkdirSync(project);
  else cpSync(join(root, "demo/project"), project, { recursive: true });
  const lines = [
    "#!/bin/sh",
    "# The program of the demo: what was started here is noted in the home beside this file.",
    "unset CLAUDE_CONFIG_DIR CLAUDE_PLUGIN_DATA",
    `export HOME=${quote(home)} MULTI_AI_CALLED="$0" PATH="$PATH:"${quote(join(root, "node_modules/.bin"))}`,
    "# Typed elsewhere it is about the demo's project, too.",
    `case "$PWD/" in ${quote(folder)}/?*) ;; *) cd ${quote(project)} ;; esac`,
    "# Its model has ended with the demo: what would ask one is offered as the same with the person's own.",
    `case "\${1-}" in run | decide) ;; *) export MULTI_AI_RUNS=${quote(`npm --prefix ${quote(root)} start -- --live "<request>"`)} ;; esac`,
    `exec ${quote(join(root, "bin/multi-ai"))} "$@"`,
  ];
  writeFileSync(program, `${lines.join("\n")}\n`, { mode: 0o755 });
  return { project, home, program };
}

/** How the program is typed in the project, by the last lines of a demo. */
export const typedThere = ({ project, program }: Place, verb: string): string =>
  `(cd ${quote(project)} && ${quote(program)} ${verb})`;

/** Said at the end of each demo. */
export const staysText = ({ project }: Place): string => {
  const folder = resolve(project, "..");
  return `The folder ${folder} stays; remove it by: rm -rf ${quote(folder)}`;
};
