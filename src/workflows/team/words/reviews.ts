import { gatesOf } from "../../../engine/gates.ts";
import { seatsOf } from "../../../engine/panel.ts";
import { isLive, type Run } from "../../../engine/run.ts";
import type { PanelGate } from "../../../engine/workflow.ts";
import { accepted } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { areasOf, ownerRole, PRINCIPAL } from "../areas.ts";
import type { Verdict } from "../documents/peer-review.ts";
import { changesAsked, roleOf, teamFacts } from "../recorded.ts";
import { areaStandings, tasksOf } from "../standing.ts";
import { team } from "../workflow.ts";
import { labelOf } from "./questions.ts";

/** What reviewers said of the areas, and what was settled without their approval: pure, from the run's state. */

/** What became of one reviewer's look at one area. */
export type ReviewOutcome = Verdict | "overruled" | "open" | "not reached";

/** What one reviewer has said of one area; only `approved` is an approval. */
export interface SeatReport {
  area: string;
  reviewer: string;
  /** Agent and model. */
  by: string;
  task: string | null;
  standing: ReviewOutcome;
  /** The person's reason, where the standing is the person's. */
  reason: string | null;
  /** Hash of the area as it was looked at. */
  tree: string | null;
  /** Whether the area is that now; null when it cannot be told. */
  final: boolean | null;
  reviews: number;
}

/** The panels of a run, each by its first seat. */
export const panelsOf = (run: Run): PanelGate[] => {
  const panels = gatesOf(team, run).filter((gate): gate is PanelGate => gate.gate === "panel");
  return panels.filter((gate, index) => panels.findIndex((one) => one.panel === gate.panel) === index);
};

/** Each reviewer's newest word on each part that changed. `final`: the trees of the parts at the end; null: not known. */
export function seatReports(run: Run, panel: PanelGate, final: Record<string, string> | null): SeatReport[] {
  const seats = seatsOf(team, run, panel.panel);
  // In the order of the settings: who spoke first is chance.
  const order = [...Object.keys(areasOf(run.settings)), PRINCIPAL];
  return areaStandings(team, run, panel.panel).flatMap(({ area, reviewers, standing }) =>
    order
      .filter((seat) => reviewers.includes(seat))
      .map((seat): SeatReport => {
        const own = seats.filter((task) => task.item === seat);
        const verdict = standing.verdicts.find((one) => one.seat === seat);
        const who = (verdict?.task ?? own.at(-1))?.who;
        const common = {
          area,
          reviewer: ownerRole(seat),
          by: who ? `${who.agent}/${who.model}` : "",
          reviews: own.filter((task) => teamFacts(task).sections?.some((one) => one.area === area)).length,
        };
        const none = { task: null, reason: null, tree: null, final: null };
        if (verdict === undefined) return { ...common, ...none, standing: isLive(run) ? "open" : "not reached" };
        const decided = verdict.overruled ? run.decisions.findLast((one) => one.task === verdict.task.id) : undefined;
        return {
          ...common,
          task: verdict.task.id,
          standing: verdict.overruled ? "overruled" : verdict.verdict,
          reason: decided?.text ?? null,
          tree: verdict.tree || null,
          final: verdict.tree === "" ? null : verdict.stale ? false : final && verdict.tree === final[area],
        };
      }),
  );
}

/**
 * What seats put before the person, or the person had to decide because nobody gave in. Of one that asked nothing itself
 * `question` may be null; `decision` is while it is open.
 */
export function escalations(run: Run, panel: PanelGate) {
  const kinds = [panel.escalation.ask, panel.undecided.ask];
  return seatsOf(team, run, panel.panel).flatMap((task) => {
    const decision = run.decisions.findLast((one) => one.task === task.id && kinds.includes(one.kind));
    const changes = changesAsked(task);
    const asked = changes.find((one) => one.escalation !== null)?.escalation;
    if (!decision && !asked) return [];
    return [
      {
        task: task.id,
        reviewer: roleOf(task),
        areas: changes.map((one) => one.area),
        question: decision?.asked ?? (asked?.decision || asked?.reason) ?? null,
        decision: decision ? { option: labelOf(decision), text: decision.text, at: decision.at } : null,
      },
    ];
  });
}

/** `token-not-in-response`: what an ADR is about, by the name of its file. */
const topicOf = (adr: string): string => adr.replace(/^.*\/(?:\d{4}-)?|\.md$/g, "");

/**
 * What the principal ruled; of a ruling that is gone only what the run has kept of it. `between`: reviewer and area that did
 * not agree, null for a ruling that the person asked for; `areas`: those that had to follow it.
 */
export const rulings = ({ project, run }: Scene, panels: PanelGate[]) =>
  run.tasks
    .filter((task) => !task.void && task.outcome !== null)
    .filter((task) => panels.some((gate) => gate.arbiter?.schema === task.schema))
    .map((task) => {
      const said = accepted<{ adr?: string }>(project, task.artifact);
      return {
        task: task.id,
        subject: task.subject,
        between: task.item,
        topic: said?.adr === undefined ? null : topicOf(said.adr),
        adr: said?.adr ?? null,
        areas: task.facts.owners ?? [],
        instruction: teamFacts(task).note ?? null,
      };
    });

/**
 * Verdicts that put the change before the person at once: the outcome's move is a question. `lifted` is the person's own
 * decision, `cleared` the reviewer's word on the fix.
 */
export function vetoes(run: Run) {
  return gatesOf(team, run).flatMap((gate) => {
    if (gate.gate !== "review") return [];
    const own = tasksOf(run, gate.key);
    return own.flatMap((task) => {
      const move = task.outcome === null ? undefined : gate.on[task.outcome];
      if (typeof move !== "object" || !("ask" in move)) return [];
      const cleared = own.some((one) => one.acceptedSeq > task.acceptedSeq && one.outcome === "approved");
      const state: "open" | "lifted" | "cleared" = task.waiver ? "lifted" : cleared ? "cleared" : "open";
      const { blockers = [] } = teamFacts(task);
      return [{ task: task.id, subject: task.subject, blockers, state, reason: task.waiver?.reason ?? null }];
    });
  });
}
