import { readJson } from "../../../store/json.ts";
import { isObject } from "../../../store/small-file.ts";
import { at } from "../../contract/fields.ts";
import { PLACES } from "./config.ts";
import type { Edited } from "./edit.ts";
import type { PlanningConfig } from "./model.ts";

/** Writing of `config.json`: what the person wants, at the places where today's GSD looks for it. Pure. */

type Wishes = Partial<PlanningConfig>;

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
export function setConfig(text: string, wishes: Wishes): Edited {
  const read = readJson(text.replace(/^\uFEFF/, ""));
  if (!read.ok || !isObject(read.value)) return { ok: false, problem: read.ok ? "found no object" : read.problem };
  const config: Record<string, unknown> = read.value;
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
