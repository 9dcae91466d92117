import { readJson } from "../../../store/json.ts";
import { isObject } from "../../../store/small-file.ts";
import { shown } from "../../../text.ts";
import { at } from "../../contract/fields.ts";
import type { Edited } from "./edit.ts";
import { telling } from "./files.ts";
import type { PlanningConfig, Problem } from "./model.ts";

/** `config.json`: GSD has kept the same wish at several places over time; it is written where today's GSD looks for it. */

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

const PLACES: Record<keyof PlanningConfig, Place> = {
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

type Read =
  | { config: Record<string, unknown>; problem?: never }
  | { config: null; line: number | null; problem: string };

function objectIn(source: string): Read {
  const read = readJson(source.replace(/^\uFEFF/, ""));
  if (!read.ok) return { config: null, line: null, problem: read.problem };
  return isObject(read.value)
    ? { config: read.value }
    : { config: null, line: 1, problem: `found ${shown(read.value)}, expected an object` };
}

/** What a text of config.json wants; what it does not say, or says wrongly, is as by default. Pure. */
export function readConfigText(source: string, path: string): { config: PlanningConfig; problems: Problem[] } {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const read = objectIn(source);
  if (read.config === null) {
    tell(read.line, read.problem);
    return { config: DEFAULT_CONFIG, problems };
  }
  const config: Record<string, unknown> = { ...DEFAULT_CONFIG };
  for (const [name, { paths, values, older }] of Object.entries(PLACES)) {
    const where = paths.find((one) => (at(read.config, one) ?? null) !== null);
    if (where === undefined) continue;
    const said = at(read.config, where);
    const value = typeof said === "string" && older && Object.hasOwn(older, said) ? older[said] : said;
    if (values.includes(value)) config[name] = value;
    else {
      const known = [...values, ...Object.keys(older ?? {})].map((one) => JSON.stringify(one)).join(", ");
      tell(lineOf(source, where.at(-1)!), `${where.join(".")}: found ${shown(said)}, expected one of ${known}`);
    }
  }
  return { config: config as unknown as PlanningConfig, problems };
}

/** Nothing here reads them; GSD's own check of a folder asks for them, and takes them for true where they are missing. */
const GSD_ASKS = { nyquist_validation: true, ai_integration_phase: true };

/** A whole config.json. */
export function renderConfig(config: PlanningConfig): string {
  const value: Record<string, unknown> = { workflow: GSD_ASKS };
  for (const [name, { paths }] of Object.entries(PLACES)) {
    const [first, ...deeper] = paths[0]! as [string, ...string[]];
    const wish = config[name as keyof PlanningConfig];
    value[first] = deeper.length === 0 ? wish : { ...(value[first] as object | undefined), [deeper[0]!]: wish };
  }
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Sets what the person wants, at the place where the file has it already; what else it says stays. */
export function setConfig(text: string, wishes: Partial<PlanningConfig>): Edited {
  const { config, problem } = objectIn(text);
  if (config === null) return { ok: false, problem };
  for (const [name, wish] of Object.entries(wishes)) {
    const { paths } = PLACES[name as keyof PlanningConfig];
    const path = paths.find((one) => (at(config, one) ?? null) !== null) ?? paths[0]!;
    let holder = config;
    for (const key of path.slice(0, -1)) {
      holder[key] ??= {};
      const inner = holder[key];
      if (!isObject(inner)) return { ok: false, problem: `${key}: found no object, expected one` };
      holder = inner;
    }
    holder[path.at(-1)!] = wish;
  }
  return { ok: true, text: Object.keys(wishes).length === 0 ? text : `${JSON.stringify(config, null, 2)}\n` };
}
