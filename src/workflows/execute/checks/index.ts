import type { Check } from "../../contract/contract.ts";
import { accept } from "./accept.ts";
import { commit } from "./commit.ts";
import { completion } from "./completion.ts";
import { orCannot } from "./place.ts";
import { snapshot } from "./snapshot.ts";
import { waits } from "./waits.ts";

/** What the program does itself in a fragment of the executor, by name. */
export const EXECUTE_CHECKS: Record<string, Check> = {
  snapshot: orCannot(snapshot),
  accept: orCannot(accept),
  commit: orCannot(commit),
  completion: orCannot(completion),
};

/** Those of plans with tasks that wait for the person. */
export const WAITS_CHECKS: Record<string, Check> = { waits: orCannot(waits) };
