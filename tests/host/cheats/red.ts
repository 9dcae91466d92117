import { GOODBYE, GOODBYE_TEST } from "../../harness/workers.ts";

/** The test says "Goodbye". */
export const RED = {
  "src/goodbye.ts": GOODBYE.replace("Goodbye, ", "Farewell, "),
  "tests/goodbye.test.ts": GOODBYE_TEST,
};
