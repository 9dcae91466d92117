/** Maps code: of a whole project before it begins, of a phase before it is planned. */
export const MAPPER = {
  roles: { "pattern-mapper": { agent: "pattern-mapper", model: "sonnet" } },
  bounds: { "pattern-mapper": { tool_calls: 250, minutes: 40, tokens: 4_000_000 } },
};
