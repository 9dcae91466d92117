import { folds } from "../../../src/run/folds.ts";
import { multiAi } from "../../../src/workflows/multi-ai/workflow.ts";
import { randomRuns } from "../../engine/properties.ts";

randomRuns(
  multiAi,
  () => undefined,
  (run) => folds(run, "/project"),
);
