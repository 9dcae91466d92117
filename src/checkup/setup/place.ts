import { pluginRoot } from "../../host/program.ts";
import type { Finding } from "../../workflows/contract/checkup.ts";
import { findingsOf } from "../index.ts";
import type { Place } from "./steps.ts";

/** Where the steps of `setup` are done. `claude`: Claude Code as the person named it; null: look for it. */
export function placeOf({ project, env }: Place["call"], claude: string | null, script: Place["script"]): Place {
  let found: Promise<Finding[]> | undefined;
  return {
    call: { project, env },
    plugin: pluginRoot(),
    findings() {
      found ??= findingsOf(project, env, claude);
      return found;
    },
    script,
  };
}
