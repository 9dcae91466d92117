import type { CommandOf } from "../../engine/commands.ts";

/**
 * What the person is told of something that code noticed; `hold`: the run waits until they let it
 * continue.
 */
export const notice = (
  what: string,
  key: string,
  text: string,
  hold = false,
): CommandOf<"notice"> => ({
  do: "notice",
  what,
  key,
  text,
  hold,
});
