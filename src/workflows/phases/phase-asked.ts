import { oneLine, someOf } from "../../text.ts";
import type { Resolved } from "../contract/contract.ts";
import { PLANNING, ROADMAP } from "./paths.ts";
import { problemText, stops } from "./planning/model.ts";
import { samePhase, twoDigits } from "./planning/numbers.ts";
import { existing, readOverview, readRoot } from "./planning/read.ts";
import { NO_PHASE, NO_ROADMAP, typedIn } from "./routes.ts";

/** A phase's number at the beginning of what was typed: `2`, `02.1`, `phase 2`, `Phase 2:`, `#2`, the folder `02-search`. */
const NUMBER = /^(?:phase\s*|#\s*)?(\d{1,4}(?:\.\d{1,3})?)(?:-[a-z][\w-]*)?[:.,]?(?=\s|$)/i;

/** Phases that an answer lists. */
const MOST = 6;

/**
 * The phase that was asked for, as the option `phase` of the run: `02`, `02.1`. What stands behind the number is the request.
 * `entry`: what is started.
 */
export function phaseAsked(root: string, request: string, entry: string): Resolved {
  const no = (problem: string): Resolved => ({ ok: false, problem });
  const text = request.trim();
  const { roadmap, problems } = readRoot(root);
  const wrong = problems.find((one) => [PLANNING, ROADMAP].includes(one.file) && stops(one, null));
  if (wrong !== undefined) return no(problemText(wrong));
  if (roadmap === null)
    return no(
      existing(readOverview(root), false) === null
        ? `There is no ${ROADMAP}: ${typedIn("new-project", "<idea>")} makes one.`
        : `${ROADMAP}: ${NO_ROADMAP}`,
    );
  const { phases } = roadmap;
  if (phases.length === 0) return no(`${ROADMAP}: ${NO_PHASE}`);
  const [head = "", number = ""] = NUMBER.exec(text) ?? [];
  const found = number === "" ? undefined : phases.find((one) => samePhase(one.number, number));
  if (found === undefined) {
    const open = phases.filter(({ done }) => !done);
    const all = open.length > 0 ? open : phases;
    const names = someOf(
      all.map((one) => `${one.number} (${oneLine(one.name)})`),
      MOST,
    );
    const what = number === "" ? "One phase stands first, by its number" : `The roadmap has no phase ${number}`;
    const are = `${open.length > 0 ? "open" : "done"} ${all.length === 1 ? "is" : "are"} ${names}`;
    return no(`${what}; ${are}. For example ${typedIn(entry, all[0]!.number)}`);
  }
  const words = text.slice(head.length).trim();
  // With its phase, so that the same start can be typed again from it.
  const asked = `Phase ${found.number}${words === "" ? "" : `: ${words}`}`;
  return { ok: true, entry, request: asked, options: { phase: twoDigits(found.number) } };
}
