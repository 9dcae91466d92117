import type { Resolved } from "../../contract.ts";
import { phaseAsked } from "../phase-asked.ts";

/** What stands behind `discuss-phase`: a phase of the roadmap, and what the person wants to say of it. */
export const resolves = (root: string, request: string): Resolved => phaseAsked(root, request, "discuss-phase");
