// @bun
import {
  ROADMAP,
  PHASES
} from "./s40.js";
import {
  twoDigits,
  samePhase
} from "./s43.js";

// src/workflows/phases/phase-found.ts
var criteriaOf2 = (phase) => phase.criteria.map((text, index) => ({ id: `AC${index + 1}`, text }));
var problemText = ({ file, line, problem }) => `${line === null ? file : `${file}:${line}`}: ${problem}`;
var slugOf = (name) => name.normalize("NFD").toLowerCase().replaceAll(/\p{M}/gu, "").split(/[^a-z0-9]+/).filter((word) => word !== "").join("-").slice(0, 40).replace(/-+$/, "") || "phase";
var folderOf = (phase, folder) => `${PHASES}/${folder?.name ?? `${twoDigits(phase.number)}-${slugOf(phase.name)}`}`;
function findPhase(planning, number) {
  const { roadmap } = planning;
  const unread = planning.problems.map(problemText);
  if (roadmap === null)
    return {
      ok: false,
      problems: [
        ...unread,
        `${ROADMAP}: found no such file that can be read, expected the project's phases; /multi-ai:new-project makes it`
      ]
    };
  const phase = roadmap.phases.find((one) => samePhase(one.number, number));
  if (phase === undefined)
    return { ok: false, problems: [...unread, `${ROADMAP}: found no phase ${number}, expected its section`] };
  const folders = planning.phases.filter((one) => samePhase(one.number, phase.number));
  const names = folders.map((one) => one.name).join(" and ");
  const several = folders.length > 1 ? [`${PHASES}: found ${names} for phase ${phase.number}, expected one folder`] : [];
  return {
    ok: true,
    phase,
    folder: folders[0],
    problems: [...several, ...unread]
  };
}

export { criteriaOf2, problemText, slugOf, folderOf, findPhase };
