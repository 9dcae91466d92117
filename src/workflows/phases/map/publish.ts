import type { Check } from "../../contract/contract.ts";
import { CODEBASE, CODEBASE_MAP } from "../paths.ts";
import { type At, pageOf } from "../recorded.ts";
import { replaced } from "../replace.ts";
import { onRecord } from "../stopped.ts";

export const MAP = `${CODEBASE}/CODEBASE.md`;

/** The map as a document; null: nobody has made one. */
export const mapOf = (at: At): string | null => pageOf(at, CODEBASE_MAP, "# Code base");

/** Writes the map in the place of the last one, which is kept in the run's objects. */
export const publish: Check = async (scene, task) =>
  replaced(scene, task, {
    texts: new Map([[MAP, onRecord(mapOf(scene))]]),
    facts: () => ({ path: MAP }),
  });
