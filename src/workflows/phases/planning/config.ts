import { readJson } from "../../../store/json.ts";
import { isObject } from "../../../store/small-file.ts";
import { shown } from "../../../text.ts";
import { at } from "../../contract/fields.ts";
import type { Edited } from "./edit.ts";
import { telling } from "./files.ts";
import type { PlanningConfig, Problem } from "./model.ts";

/** `config.json`: GSD has kept the same wish at several places over time; it is written where today's GSD looks for it. */

/**
 * A wish: what holds where the file does not say it, what it may be, and where it may stand, the newest place first. An older
 * word is said in today's.
 */
interface Wish<T> {
  none: T;
  values: readonly T[];
  paths: readonly string[];
  older?: Record<string, T>;
}
const wish = <const T>(none: NoInfer<T>, values: readonly T[], paths: readonly string[], older?: Record<string, T>) =>
  ({ none, values, paths, ...(older === undefined ? {} : { older }) }) satisfies Wish<T>;
const yes = (...paths: string[]) => wish<boolean>(true, [true, false], paths);
const no = (...paths: string[]) => wish<boolean>(false, [true, false], paths);

/** How the person wants the project worked on. Unknown fields of the file stay in it. */
export const WISHES = {
  mode: wish("interactive", ["interactive", "yolo"], ["mode"]),
  granularity: wish("standard", ["coarse", "standard", "fine"], ["granularity", "planning.granularity", "depth"], {
    quick: "coarse",
    comprehensive: "fine",
  }),
  // Which agents are asked.
  research: yes("workflow.research"),
  plan_check: yes("workflow.plan_check"),
  verifier: yes("workflow.verifier"),
  // Theirs has more names, of which none is dearer than `balanced`.
  models: wish("balanced", ["quality", "balanced", "budget"], ["model_profile"], {
    inherit: "balanced",
    adaptive: "balanced",
  }),
  // `none`: commits go on the run's own branch alone; else on a branch for each.
  branching: wish("none", ["none", "phase", "milestone"], ["git.branching_strategy", "branching_strategy"]),
  tdd: no("workflow.tdd_mode"),
  // A phase is planned at once, and not talked over first.
  skip_discuss: no("workflow.skip_discuss"),
  // Plans of a wave side by side, each in a git worktree.
  worktrees: yes("workflow.use_worktrees"),
  // Whether files of `.planning` are committed with the work.
  commit_docs: yes("commit_docs", "planning.commit_docs"),
};
const ALL = Object.entries<Wish<unknown>>(WISHES);

/** What holds where `config.json` says nothing. */
export const DEFAULT_CONFIG = Object.fromEntries(ALL.map(([name, { none }]) => [name, none])) as PlanningConfig;

/** Keys of the first of these places where something stands. */
const placeIn = (config: unknown, paths: readonly string[]): string[] | undefined =>
  paths.map((one) => one.split(".")).find((one) => (at(config, one) ?? null) !== null);

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
  if (read.config === null) tell(read.line, read.problem);
  const wishes = ALL.flatMap(([name, { paths, values, older = {} }]) => {
    const where = placeIn(read.config, paths);
    if (where === undefined) return [];
    const said = at(read.config, where);
    const value = typeof said === "string" && Object.hasOwn(older, said) ? older[said] : said;
    if (values.includes(value)) return [[name, value]];
    const known = [...values, ...Object.keys(older)].map((one) => JSON.stringify(one)).join(", ");
    tell(lineOf(source, where.at(-1)!), `${where.join(".")}: found ${shown(said)}, expected one of ${known}`);
    return [];
  });
  return { config: { ...DEFAULT_CONFIG, ...Object.fromEntries(wishes) }, problems };
}

/** Nothing here reads them; GSD's own check of a folder asks for them, and takes them for true where they are missing. */
const GSD_ASKS = { nyquist_validation: true, ai_integration_phase: true };

/** A whole config.json. Pure. */
export function renderConfig(config: PlanningConfig): string {
  const made = withWishes({ workflow: { ...GSD_ASKS } }, config);
  return made.ok ? made.text : "{}\n";
}

/** Sets what the person wants, at the place where the file has it already; what else it says stays. Pure. */
export function setConfig(text: string, wishes: Partial<PlanningConfig>): Edited {
  const { config, problem } = objectIn(text);
  if (config === null) return { ok: false, problem };
  return Object.keys(wishes).length === 0 ? { ok: true, text } : withWishes(config, wishes);
}

function withWishes(config: Record<string, unknown>, wishes: Partial<PlanningConfig>): Edited {
  for (const [name, { paths }] of ALL) {
    if (!Object.hasOwn(wishes, name)) continue;
    const keys = placeIn(config, paths) ?? paths[0]!.split(".");
    let holder = config;
    for (const key of keys.slice(0, -1)) {
      holder[key] ??= {};
      const inner = holder[key];
      if (!isObject(inner)) return { ok: false, problem: `${key}: found no object, expected one` };
      holder = inner;
    }
    holder[keys.at(-1)!] = wishes[name as keyof PlanningConfig];
  }
  return { ok: true, text: `${JSON.stringify(config, null, 2)}\n` };
}
