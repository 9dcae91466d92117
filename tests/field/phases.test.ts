// Guarantee: Honest work passes.
import { playAll } from "./played.ts";

playAll("phases");
