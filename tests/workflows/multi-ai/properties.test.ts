// Guarantee: Only code grants a pass.
// Runs: in full too, together.
import { TOGETHER } from "../../../src/engine/run.ts";
import { projections } from "../../../src/run/journal/projections.ts";
import { multiAi } from "../../../src/workflows/multi-ai/workflow.ts";
import { randomRuns } from "../../engine/properties.ts";

for (const options of [{}, TOGETHER])
  randomRuns(
    multiAi,
    () => undefined,
    (run) => projections(run, "/project"),
    options,
  );
