import type { Resolved } from "../../contract.ts";
import { phaseAsked } from "../phase-asked.ts";

/** What stands behind `execute-phase`: a phase of the roadmap. */
export const resolves = (root: string, request: string): Resolved => phaseAsked(root, request, "execute-phase");
