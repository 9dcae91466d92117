// Runs: in full too, together.
import { randomRuns } from "./properties.ts";
import { small } from "./small.ts";

randomRuns(small);
