import { mendSettings } from "../life/settings.ts";
import { type Answer, broken } from "./command.ts";

/** Settings that are wrong have to be mended first. */
export const brokenSettings = (problems: readonly string[]): Answer =>
  broken(`${problems.join("\n")}\n${mendSettings()}`);
