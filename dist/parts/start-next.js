// @bun
import {
  PARTS
} from "./s98.js";
import {
  readOverview
} from "./s126.js";
import {
  RESUME,
  routeOf,
  typedIn,
  routeWords,
  routeText
} from "./s69.js";
import {
  routeFacts
} from "./s231.js";

// src/workflows/phases/start-next.ts
function asTyped(root, entry, text) {
  const starts = Object.values(PARTS[entry]?.starts ?? {});
  return starts.find((one) => one.entry === entry)?.resolves?.()(root, text, {}) ?? null;
}
function resolves(root, request, options) {
  if (request.trim() !== "")
    return {
      ok: false,
      problem: `next finds out by itself what comes next, and takes no "${request.trim().slice(0, 60)}". To choose yourself: ${typedIn("plan-phase", "<phase>")}, and so on.`
    };
  const planning = readOverview(root);
  const goesOn = options[RESUME] !== undefined;
  const route = routeOf(routeFacts(root, goesOn ? { ...planning, paused: false } : planning));
  const words = routeWords(route, planning);
  const told = { ok: false, problem: routeText(words) };
  if (["resume", "mend", "done", "new-project"].includes(route.action))
    return told;
  const found = asTyped(root, route.action, route.phase ?? (route.action === "debug" ? route.why : ""));
  if (found === null)
    return told;
  if (!found.ok)
    return found;
  return { ...found, options: { ...found.options, command: words.type, command_reason: route.why } };
}
export {
  resolves
};
