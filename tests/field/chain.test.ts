// Guarantee: Honest work passes.
// Runs: in the field, on disk.
import { playAll } from "./played.ts";

playAll("chain");
