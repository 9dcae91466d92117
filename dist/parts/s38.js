// @bun
// src/workflows/phases/new-project/assumptions.ts
var assumptionsOf = (draft) => [
  ...Object.entries(draft).filter(([, one]) => typeof one === "object" && ("from" in one) && one.from === "assumed").map(([field, { points }]) => `${field.replaceAll("_", " ")}: ${points.join("; ")}`),
  ...draft.assumptions
];

export { assumptionsOf };
