import { areasOf, ownerRole, PRINCIPAL } from "./areas.ts";
import type { Run } from "../../engine/run.ts";
import type { Functions, Item } from "../../engine/workflow.ts";

/** Items that a gate, or a fix, has one task for; pure, by name, so that a workflow is data. */

export const byOwner = (item: string): Item => ({ item, role: ownerRole(item) });
const byRole = (role: string): Item => ({ item: role, role });

const areas = (run: Pick<Run, "settings">): Item[] => Object.keys(areasOf(run.settings)).map(byOwner);

export const SELECTORS: Functions["selectors"] = {
  areas,
  /** Everybody who may look at another one's area. */
  seats: (run) => [...areas(run), byOwner(PRINCIPAL)],
  /** Everybody who has a part in a run. */
  roles: (run) => [
    byRole("pm"),
    byRole(PRINCIPAL),
    ...areas(run).map(({ role }) => byRole(role)),
    byRole("dev-qa"),
    byRole("security"),
  ],
  /** Whoever has to mend what a task found; the principal where nobody can be told. */
  owners: (_run, task) => {
    const owners = task?.facts.owners ?? [];
    return (owners.length > 0 ? owners : [PRINCIPAL]).map(byOwner);
  },
  /** Not empty where areas are built one after the other, in the checkout itself. */
  in_checkout: (run) => (run.settings.team?.profile === "app_worktree" ? [] : [byRole("checkout")]),
};
