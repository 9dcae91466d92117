import type { Run } from "../../../engine/run.ts";
import type { Ask, ProduceGate, WaveGate, WaveItem } from "../../../engine/workflow.ts";
import { again, stop } from "../../contract/asks.ts";
import { checkGate } from "./gates.ts";
import { type Stage, type WorkSpec, work } from "./stages.ts";
import type { Find } from "./survey.ts";

/** Work on each of several things, such as areas of a project, that the program finds itself. */

interface SurveySpec {
  key: string;
  title: string;
  find: Find;
}

export const SURVEY_FAILED = "survey-failed";
const failed: Ask = { ask: SURVEY_FAILED, options: { again, stop } };

/** The program finds out what there is to work on. */
export const survey = ({ key, title, find }: SurveySpec): Stage => ({
  bring: ({ after }) => ({
    gates: [
      checkGate({
        ...{ key, title, token: key, after, writes: `.task/${key}.json`, fixes: key },
        ...{ on: { pass: "next", fail: failed }, limit: failed, stuck: failed },
      }),
    ],
    briefs: {},
    limits: { [key]: 1 },
    adds: {
      module: { checks: async () => ({ [key]: (await import("./survey.ts")).surveying(find) }) },
    },
  }),
});

/** What the survey of this key has found. */
const foundBy = (run: Run, key: string): string[] =>
  (run.tasks.findLast((task) => task.gate === key && task.outcome === "pass" && !task.void)?.facts
    .items ?? []) as string[];

/**
 * A change for each thing that the survey `over` has found, one after the other: all of them work
 * in one checkout. `{item}` in the title stands for its name.
 */
export function each({ over, ...spec }: Omit<WorkSpec, "writes"> & { over: string }): Stage {
  const { key, title, called = title } = spec;
  const { author, bring } = work({ ...spec, writes: `.task/${key}/{item}.json` });
  const items = (run: Run): WaveItem[] =>
    foundBy(run, over).map((item) => ({
      ...{ item, role: item, after: [] },
      title: title.replaceAll("{item}", item),
    }));
  return {
    author: { ...author!, writes: `.task/${key}.json` },
    bring(place) {
      const brought = bring(place);
      const gate = brought.gates[0] as ProduceGate;
      const wave: WaveGate = {
        ...{ gate: "wave", key, title: called, token: gate.token, after: place.after },
        ...{ items: key, on: { done: "next", stuck: "fail" } },
        body: [{ ...gate, key: "do", after: [] }],
      };
      return {
        ...brought,
        gates: [wave],
        adds: {
          tables: { waves: { [key]: { items, width: () => 1 } } },
          module: { skipReasons: { dropped: "it was given up" } },
        },
      };
    },
  };
}
