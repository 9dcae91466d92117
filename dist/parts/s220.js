// @bun
import {
  readOutside,
  NoRecord,
  writeOutside,
  runFiles
} from "./s189.js";

// src/record/noted.ts
var BY_HOOK = "answered-by-hook";
var filesOf = (project, run) => runFiles("noted", project, run);
var isList = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");
function notedOf(project, run, env = process.env) {
  const all = filesOf(project, run).flatMap((name) => readOutside(env, project, name)).filter((one) => one?.run === run);
  const of = (name) => [
    ...new Set(all.flatMap((one) => isList(one?.[name]) ? one[name] : []))
  ];
  return { told: of("told"), answers: of("answers") };
}
function noteMore(project, run, more, env = process.env) {
  const { told, answers } = notedOf(project, run, env);
  const noted = {
    run,
    told: [...new Set([...told, ...more.told ?? []])],
    answers: [...new Set([...answers, ...more.answers ?? []])]
  };
  try {
    return filesOf(project, run).map((name) => writeOutside(env, project, name, noted));
  } catch (error) {
    if (error instanceof NoRecord)
      return null;
    throw error;
  }
}

export { BY_HOOK, notedOf, noteMore };
