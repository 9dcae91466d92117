import { gatesOf } from "../../../engine/gates.ts";
import { seatsOf } from "../../../engine/panel.ts";
import { isLive, type Run, treesOf } from "../../../engine/run.ts";
import type { PanelGate } from "../../../engine/workflow.ts";
import { accepted } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { areasOf, ownerRole, PRINCIPAL } from "../areas.ts";
import type { Verdict } from "../documents/peer-review.ts";
import type { Ruling } from "../kinds/ruling.ts";
import { changesAsked, roleOf, teamFacts } from "../recorded.ts";
import { areaStandings, tasksOf } from "../standing.ts";
import { team } from "../workflow.ts";
import { wordsOf } from "./questions.ts";

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

/** What a reviewer put before the person, or the person had to decide because nobody gave in. */
export interface EscalationReport {
  task: string;
  reviewer: string;
  areas: string[];
  question: string | null;
  /** Null while it is open. */
  decision: { option: string; text: string | null; at: string } | null;
}

export interface RulingReport {
  task: string;
  subject: string;
  /** Reviewer and area that did not agree; null for a ruling that the person asked for. */
  between: string | null;
  topic: string | null;
  adr: string | null;
  /** Areas that had to follow it. */
  areas: string[];
  instruction: string | null;
}

/** A review that did not let the change pass. */
export interface VetoReport {
  task: string;
  subject: string;
  blockers: string[];
  /** `lifted` is the person's own decision, `cleared` the reviewer's word on the fix. */
  state: "open" | "lifted" | "cleared";
  reason: string | null;
}

/** The panels of a run, each by its first seat. */
export const panelsOf = (run: Run): PanelGate[] => {
  const panels = gatesOf(team, run).filter((gate): gate is PanelGate => gate.gate === "panel");
  return panels.filter((gate, index) => panels.findIndex((one) => one.panel === gate.panel) === index);
};

/** Each reviewer's newest word on each area that changed. */
export function seatReports(run: Run, panel: PanelGate): SeatReport[] {
  const seats = seatsOf(team, run, panel.panel);
  const trees = treesOf(run);
  // In the order of the settings: who spoke first is chance.
  const order = [...Object.keys(areasOf(run.settings)), PRINCIPAL];
  return areaStandings(team, run, panel.panel).flatMap(({ area, reviewers, standing }) =>
    order
      .filter((seat) => reviewers.includes(seat))
      .map((seat): SeatReport => {
        const own = seats.filter((task) => task.item === seat);
        const verdict = standing.verdicts.find((one) => one.seat === seat);
        const who = (verdict?.task ?? own.at(-1))?.who;
        const base = {
          area,
          reviewer: ownerRole(seat),
          by: who ? `${who.agent}/${who.model}` : "",
          reviews: own.filter((task) => teamFacts(task).sections?.some((one) => one.area === area)).length,
        };
        if (verdict === undefined)
          return {
            ...base,
            task: null,
            standing: isLive(run) ? "open" : "not reached",
            reason: null,
            tree: null,
            final: null,
          };
        const decided = verdict.overruled ? run.decisions.findLast((one) => one.task === verdict.task.id) : undefined;
        return {
          ...base,
          task: verdict.task.id,
          standing: verdict.overruled ? "overruled" : verdict.verdict,
          reason: decided?.text ?? null,
          tree: verdict.tree || null,
          final: verdict.tree === "" || trees[area] === undefined ? null : !verdict.stale,
        };
      }),
  );
}

/** A seat's questions to the person; one that asked nothing is there when the person decided about it all the same. */
export function escalations(run: Run, panel: PanelGate): EscalationReport[] {
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
        decision: decision
          ? {
              option: wordsOf(decision.kind).options[decision.option]?.label ?? decision.option,
              text: decision.text,
              at: decision.at,
            }
          : null,
      },
    ];
  });
}

/** What the principal ruled; of a ruling that is gone only what the run has kept of it. */
export const rulings = ({ project, run }: Scene, panels: PanelGate[]): RulingReport[] =>
  run.tasks
    .filter(
      (task) => !task.void && task.outcome !== null && panels.some((gate) => gate.arbiter?.schema === task.schema),
    )
    .map((task) => {
      const said = accepted<Partial<Ruling>>(project, task.artifact);
      return {
        task: task.id,
        subject: task.subject,
        between: task.item,
        topic: said?.topic ?? null,
        adr: said?.adr ?? null,
        areas: task.facts.owners ?? [],
        instruction: teamFacts(task).note ?? null,
      };
    });

/** Verdicts that put the change before the person at once: the outcome's move is a question. */
export function vetoes(run: Run): VetoReport[] {
  return gatesOf(team, run).flatMap((gate) => {
    if (gate.gate !== "review") return [];
    const own = tasksOf(run, gate.key);
    return own.flatMap((task): VetoReport[] => {
      const move = task.outcome === null ? undefined : gate.on[task.outcome];
      if (typeof move !== "object" || !("ask" in move)) return [];
      const cleared = own.some((one) => one.acceptedSeq > task.acceptedSeq && one.outcome === "approved");
      return [
        {
          task: task.id,
          subject: task.subject,
          blockers: teamFacts(task).blockers ?? [],
          state: task.waiver ? "lifted" : cleared ? "cleared" : "open",
          reason: task.waiver?.reason ?? null,
        },
      ];
    });
  });
}
