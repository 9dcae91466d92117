import type { Resolved } from "../../contract/contract.ts";
import type { PhaseNumber, Planning } from "../planning/model.ts";
import { byNumber } from "../planning/numbers.ts";
import { readOverview } from "../planning/read.ts";
import { routeIn } from "../routes/next-route.ts";
import { requestedPhase } from "../routes/phase-found.ts";
import {
  foldersOf,
  phaseRoute,
  routeFacts,
  routeText,
  routeWords,
  VERIFIED,
} from "../routes/routes.ts";
import { REMAINING } from "../routes/until-asked.ts";

/**
 * `verify-work` without a phase: each of the milestone whose plans are carried out, and that no
 * verification covers as it is now, in a run of its own.
 */

/** In the roadmap's order, after them those of which something has to be corrected first. */
function unverified(root: string, planning: Planning) {
  const facts = routeFacts(root, planning);
  const routes = planning
    .roadmap!.phases.toSorted((one, other) => byNumber(one.number, other.number))
    .map(({ number, done }) => ({ ...phaseRoute(facts, number), number, done }));
  const due = routes.filter(
    ({ action, row, done }) => action === "verify-work" && !(row === VERIFIED && done),
  );
  const stuck = routes.filter(
    ({ action, number }) =>
      action === "mend" && foldersOf(planning, number).some(({ named }) => named.length > 0),
  );
  return [...due, ...stuck];
}

/** The first of them. `among`: left out, all phases. */
export function everyPhase(root: string, among?: readonly PhaseNumber[]): Resolved {
  const planning = readOverview(root);
  const isPlanned = !planning.foreign && (planning.roadmap?.phases.length ?? 0) > 0;
  // It says what there is instead.
  if (!isPlanned) return requestedPhase(root, "", "verify-work");
  const [first, ...rest] = unverified(root, planning).filter(
    ({ number }) => among?.includes(number) ?? true,
  );
  if (first === undefined)
    return {
      ok: false,
      finished: true,
      problem: `Each phase that is carried out was verified as it is now.\n${routeText(routeWords(routeIn(root, planning), planning))}`,
    };
  const found = requestedPhase(root, first.number, "verify-work");
  if (!found.ok) return found;
  const remaining: Record<string, string> =
    rest.length === 0 ? {} : { [REMAINING]: rest.map(({ number }) => number).join(",") };
  return { ...found, options: { ...found.options, command_reason: first.why, ...remaining } };
}
