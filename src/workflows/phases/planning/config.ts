import { readJson } from "../../../store/json.ts";
import { isObject } from "../../../store/small-file.ts";
import { shown } from "../../../text.ts";
import { at } from "../../contract/fields.ts";
import { telling } from "./files.ts";
import type { PlanningConfig, Problem } from "./model.ts";

/** Reading of `config.json`: GSD has kept the same wish at several places over time. */

/** What holds where `config.json` says nothing. */
export const DEFAULT_CONFIG: PlanningConfig = {
  mode: "interactive",
  granularity: "standard",
  research: true,
  plan_check: true,
  verifier: true,
  models: "balanced",
  branching: "none",
  tdd: false,
  skip_discuss: false,
  worktrees: true,
  commit_docs: true,
};

/** Where a wish may stand, the newest place first, and what is expected there; an older word is said in today's. */
interface Place {
  paths: string[][];
  values: readonly unknown[];
  older?: Record<string, unknown>;
}
const YES_NO = [true, false];

export const PLACES: Record<keyof PlanningConfig, Place> = {
  mode: { paths: [["mode"]], values: ["interactive", "yolo"] },
  granularity: {
    paths: [["granularity"], ["planning", "granularity"], ["depth"]],
    values: ["coarse", "standard", "fine"],
    older: { quick: "coarse", comprehensive: "fine" },
  },
  research: { paths: [["workflow", "research"]], values: YES_NO },
  plan_check: { paths: [["workflow", "plan_check"]], values: YES_NO },
  verifier: { paths: [["workflow", "verifier"]], values: YES_NO },
  // Theirs has more names, of which none is dearer than `balanced`.
  models: {
    paths: [["model_profile"]],
    values: ["quality", "balanced", "budget"],
    older: { inherit: "balanced", adaptive: "balanced" },
  },
  branching: {
    paths: [["git", "branching_strategy"], ["branching_strategy"]],
    values: ["none", "phase", "milestone"],
  },
  tdd: { paths: [["workflow", "tdd_mode"]], values: YES_NO },
  skip_discuss: { paths: [["workflow", "skip_discuss"]], values: YES_NO },
  worktrees: { paths: [["workflow", "use_worktrees"]], values: YES_NO },
  commit_docs: { paths: [["commit_docs"], ["planning", "commit_docs"]], values: YES_NO },
};

/** The first line that a key stands in; null: none does. */
function lineOf(source: string, key: string): number | null {
  const index = source.indexOf(JSON.stringify(key));
  return index < 0 ? null : source.slice(0, index).split("\n").length;
}

/** What a text of config.json wants; what it does not say, or says wrongly, is as by default. Pure. */
export function readConfigText(source: string, path: string): { config: PlanningConfig; problems: Problem[] } {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const read = readJson(source.replace(/^\uFEFF/, ""));
  if (!read.ok || !isObject(read.value)) {
    tell(read.ok ? 1 : null, read.ok ? `found ${shown(read.value)}, expected an object` : read.problem);
    return { config: DEFAULT_CONFIG, problems };
  }
  const config: Record<string, unknown> = { ...DEFAULT_CONFIG };
  for (const [name, { paths, values, older }] of Object.entries(PLACES)) {
    const where = paths.find((one) => (at(read.value, one) ?? null) !== null);
    if (where === undefined) continue;
    const said = at(read.value, where);
    const value = typeof said === "string" && older && Object.hasOwn(older, said) ? older[said] : said;
    if (values.includes(value)) config[name] = value;
    else {
      const known = [...values, ...Object.keys(older ?? {})].map((one) => JSON.stringify(one)).join(", ");
      tell(lineOf(source, where.at(-1)!), `${where.join(".")}: found ${shown(said)}, expected one of ${known}`);
    }
  }
  return { config: config as unknown as PlanningConfig, problems };
}
