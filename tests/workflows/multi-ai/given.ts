import type { EventBody } from "../../../src/engine/events.ts";
import { multiAi } from "../../../src/workflows/multi-ai/workflow.ts";
import { type Given, givenOn, type Step } from "../../engine/given.ts";

export * from "../../engine/given.ts";

/** A run of the shipped chain, for what is about that very chain or shows it. */
export const given = (...before: (Step | EventBody)[]): Given => givenOn(multiAi, before);
