import { acceptedText } from "../../../record/accepted.ts";
import type { Check } from "../../contract/contract.ts";
import { stripStamp } from "../../contract/stamp.ts";
import { CODEBASE, CODEBASE_MAP } from "../paths.ts";
import { replaced } from "../replace.ts";
import { due } from "../stopped.ts";

/** The map as a document. */
export const mapText = (text: string): string => `# Code base\n\n${stripStamp(text).trim()}\n`;

export const MAP = `${CODEBASE}/CODEBASE.md`;

/** Writes the map in the place of the last one, which is kept in the run's objects. */
export const publish: Check = async (scene, task) =>
  replaced(scene, task, {
    texts: new Map([[MAP, mapText(due(acceptedText(scene.project, scene.run, CODEBASE_MAP)))]]),
    facts: () => ({ path: MAP }),
  });
