import type { Field, ProjectDraft } from "./project.ts";

/** What the draft settles and nobody has said. */
export const assumptionsOf = (draft: ProjectDraft): string[] => [
  ...(Object.entries(draft) as [Field, ProjectDraft[Field]][])
    .filter(([, one]) => typeof one === "object" && "from" in one && one.from === "assumed")
    .map(([field, { points }]) => `${field.replaceAll("_", " ")}: ${points.join("; ")}`),
  ...draft.assumptions,
];
