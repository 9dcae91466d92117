import { relative } from "node:path";
import { writeOutputs } from "../run/outputs.ts";
import { moduleOf, sceneOf, workflowOf } from "../workflows/index.ts";
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
    const view = moduleOf(run.workflow).views?.visualize?.(sceneOf(place, run), run.updated_at);
    if (!view)
      return no(`A run of ${run.workflow} has no stages to draw; multi-ai status shows its tasks.`, { run: run.run });
    const text = view.lines.join("\n");
    // An earlier run's is printed: the file in the project is that of the run that is there now.
    if (kept !== "here") return done(text, { run: run.run, path: null, diagram: text });
    const path = `${workflowOf(run.workflow).files}/${FILE}`;
    const { problems } = writeOutputs(call.project, run);
    const wrong = problems.filter((one) => one.startsWith(path));
    if (wrong.length > 0) return { exit: 3, text: wrong.join("\n"), data: { error: wrong.join("\n"), run: run.run } };
    return done(relative(process.cwd(), `${call.project.root}/${path}`) || path, { run: run.run, path, diagram: text });
  },
};
