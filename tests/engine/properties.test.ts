// Runs: in full too.
import { randomRuns } from "./properties.ts";
import { small } from "./small.ts";

randomRuns(small);
