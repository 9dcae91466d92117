import { someOf } from "../../text.ts";
import type { Resolved } from "../contract/contract.ts";
import { MODELS } from "./models.ts";
import { routeIn } from "./next-route.ts";
import { CONFIG } from "./paths.ts";
import { readConfigText } from "./planning/config.ts";
import { readText } from "./planning/files.ts";
import { readQuickTasks } from "./planning/quick.ts";
import { readOverview } from "./planning/read.ts";
import { routeText, routeWords, typedIn } from "./routes.ts";
import { PARTS } from "./workflow.ts";

/** What the command that comes next takes from its own words, as if it were typed. */
function asTyped(root: string, entry: string, text: string): Resolved | null {
  const starts = Object.values(PARTS[entry]?.starts ?? {});
  return starts.find((one) => one.entry === entry)?.resolves?.()(root, text, {}) ?? null;
}

/** Quick tasks that `next` names. */
const MOST_TASKS = 3;

/** What stands behind `next`: nothing. The command that comes next is started, or what is to be done instead is said. */
export function resolves(root: string, request: string): Resolved {
  if (request.trim() !== "")
    return {
      ok: false,
      wrong: true,
      problem: `next finds out by itself what comes next, and takes no "${request.trim().slice(0, 60)}". To choose yourself: ${typedIn("plan-phase", "<phase>")}, and so on.`,
    };
  const planning = readOverview(root);
  const route = routeIn(root, planning);
  const { unfinished } = readQuickTasks(root);
  const tasks = unfinished.length === 0 ? "" : `; quick tasks that are not finished: ${someOf(unfinished, MOST_TASKS)}`;
  const why = `${route.why}${tasks}`;
  const words = routeWords({ ...route, why }, planning);
  const stays: Resolved = { ok: false, problem: routeText(words) };
  // Only the person can do these; without their idea there is no project to begin.
  if (["mend", "adopt", "done", "new-project"].includes(route.action)) return stays;
  const found = asTyped(root, route.action, route.phase ?? (route.action === "debug" ? route.why : ""));
  if (found === null) return stays;
  if (!found.ok) return found;
  return { ...found, options: { ...found.options, command: words.type, command_reason: why } };
}

type Resolve = (root: string, request: string, options: Readonly<Record<string, string>>) => Resolved;

/** The same start, with the models that the project's config names; what it settles itself comes first. */
export const withModels =
  (resolve: Resolve): Resolve =>
  (root, ...models) => {
    const resolved = resolve(root, ...models);
    const text = resolved.ok ? readText(root, CONFIG, []) : null;
    if (!resolved.ok || text === null) return resolved;
    const { config } = readConfigText(text, CONFIG);
    return { ...resolved, options: { [MODELS]: config.models, ...resolved.options } };
  };
