// @bun
import {
  twoDigits,
  readOverview
} from "./s55.js";
import {
  routeFacts
} from "./s148.js";
import {
  routeOf,
  typedIn,
  routeWords,
  routeText
} from "./s58.js";

// src/workflows/phases/start-next.ts
var RESUME = "resume";
function resolves(root, request, options) {
  const planning = readOverview(root);
  const facts = routeFacts(root, planning);
  if (request.trim() !== "")
    return {
      ok: false,
      problem: `next finds out by itself what comes next, and takes no "${request.trim().slice(0, 60)}". To choose yourself: ${typedIn("plan-phase", "<phase>")}, and so on.`
    };
  const goesOn = options[RESUME] !== undefined;
  const route = routeOf(goesOn ? { ...facts, planning: { ...planning, paused: false } } : facts);
  const words = routeWords(route, planning);
  switch (route.action) {
    case "resume":
    case "mend":
    case "done":
    case "new-project":
      return { ok: false, problem: routeText(words) };
    default: {
      const option = route.phase === null ? {} : { phase: twoDigits(route.phase) };
      const asked = route.phase === null ? route.why : `Phase ${route.phase}`;
      const chosen = { command: words.type, command_reason: route.why };
      return { ok: true, entry: route.action, request: asked, options: { ...option, ...chosen } };
    }
  }
}
export {
  resolves
};
