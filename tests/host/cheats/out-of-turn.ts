// What is tried out of turn: data for those who try it, in a whole plugin and in one without a check.
import { join } from "node:path";
import { GOODBYE, GOODBYE_TEST } from "../../harness/workers.ts";
import { bash, type call, write } from "../tempted.ts";

/** The test says "Goodbye". */
export const RED = {
  "src/goodbye.ts": GOODBYE.replace("Goodbye, ", "Farewell, "),
  "tests/goodbye.test.ts": GOODBYE_TEST,
};

/** Ways of the main thread to the run's own files, by the cheat's name. */
export const toState = (project: string): Record<string, ReturnType<typeof call>> => ({
  "state by Write": write(join(project, ".task/state.json")),
  "state by a redirection": bash("echo '{}' > .task/state.json"),
  "state by sed": bash("sed -i s/running/complete/ .task/state.json"),
  "state by cp": bash("cp README.md .task/state.json"),
  "journal by tee": bash("echo '{}' | tee -a .task/events.jsonl"),
});
