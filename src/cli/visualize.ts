import { relative } from "node:path";
import { writeOutputs } from "../run/keep.ts";
import { viewOf } from "../run/status.ts";
import { workflowOf } from "../workflows/index.ts";
import { diagramText } from "../workflows/team/words/status.ts";
import { done, no, RUN_OPTION, type Verb, whichRun } from "./verb.ts";

const FILE = "diagram.md";

export const visualize: Verb = {
  summary: "Write the diagram of the run's stages, coloured by status, and say where it is",
  usage: "",
  args: [0, 0],
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok) return which.answer;
    const { run, place, kept } = which.found;
    const view = viewOf(place, run, kept);
    if (!view.stages)
      return no(`A run of ${run.workflow} has no stages to draw; multi-ai status shows its tasks.`, { run: run.run });
    const text = diagramText(view.stages);
    // An earlier run's is printed: the file in the project is that of the run that is there now.
    if (kept !== "here") return done(text, { run: run.run, path: null, diagram: text });
    const path = `${workflowOf(run.workflow).files}/${FILE}`;
    const { problems } = writeOutputs(call.project, run);
    const wrong = problems.filter((one) => one.startsWith(path));
    if (wrong.length > 0) return { exit: 3, text: wrong.join("\n"), data: { error: wrong.join("\n"), run: run.run } };
    return done(relative(process.cwd(), `${call.project.root}/${path}`) || path, { run: run.run, path, diagram: text });
  },
};
