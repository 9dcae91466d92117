import type { Resolved } from "../contract.ts";
import { twoDigits } from "./planning/numbers.ts";
import { readOverview } from "./planning/read.ts";
import { routeFacts } from "./route-facts.ts";
import { routeOf, routeText, routeWords, typedIn } from "./routes.ts";

/** Flag that ends a pause. */
export const RESUME = "resume";

/** What stands behind `next`: nothing. The command that comes next is started, or what is to be done instead is said. */
export function resolves(root: string, request: string, options: Readonly<Record<string, string>>): Resolved {
  const planning = readOverview(root);
  const facts = routeFacts(root, planning);
  if (request.trim() !== "")
    return {
      ok: false,
      problem: `next finds out by itself what comes next, and takes no "${request.trim().slice(0, 60)}". To choose yourself: ${typedIn("plan-phase", "<phase>")}, and so on.`,
    };
  const goesOn = options[RESUME] !== undefined;
  const route = routeOf(goesOn ? { ...facts, planning: { ...planning, paused: false } } : facts);
  const words = routeWords(route, planning);
  switch (route.action) {
    case "resume":
    case "mend":
    case "done":
    // Without the person's idea there is no project to begin.
    case "new-project":
      return { ok: false, problem: routeText(words) };
    default: {
      const option: Record<string, string> = route.phase === null ? {} : { phase: twoDigits(route.phase) };
      const asked = route.phase === null ? route.why : `Phase ${route.phase}`;
      const chosen = { command: words.type, command_reason: route.why };
      return { ok: true, entry: route.action, request: asked, options: { ...option, ...chosen } };
    }
  }
}
