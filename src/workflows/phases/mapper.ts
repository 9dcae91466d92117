import { agents } from "./part.ts";

/** Maps code: of a whole project before it begins, of a phase before it is planned. */
export const MAPPER = agents({
  "pattern-mapper": { model: "sonnet", tool_calls: 250, minutes: 40, tokens: 4_000_000 },
});
