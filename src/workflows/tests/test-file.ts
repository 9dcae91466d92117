import { isRunFile } from "../../project/steering.ts";

/** What tests read or compare with, as languages and their frameworks name it. */
const DATA = /(?:^|\/)(?:testdata|fixtures|golden|expected|__snapshots__|__mocks__)\/|\.snap$/i;
/** The same for folders of tests. */
const FOLDER = /(?:^|\/)(?:tests?|t|__tests__|specs?|e2e|[\w-]+\.Tests?)\//i;
const NAMES = [
  /\.(?:test|tests|spec|specs|cy|e2e)\.[\w.]+$/i,
  /\.t$/,
  /[._-](?:test|tests|spec)\.\w+$/i,
  /^(?:test|spec)[._-].+\.\w+$/i,
  /^[A-Z]\w*(?:Tests?|TestCase|Spec)\.\w+$/,
  /^[A-Z]\w*[a-z\d]IT\.(?:java|kt|groovy|scala)$/,
  /^(?:conftest\.py|tests?\.\w+)$/i,
];

/** Whether no test is lost with a file of the tests. Pure. */
const isTestData = (path: string): boolean => DATA.test(path);

/** Whether a file of the project belongs to its tests, by its path alone. Pure. */
export function isTestFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return isTestData(path) || FOLDER.test(path) || NAMES.some((one) => one.test(name));
}

/** What programs, pages and queries are written in. */
const LANGUAGES =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|pyx?|go|rs|java|kts?|scala|groovy|rb|erb|php|cs|fs|vb|c|cc|cpp|cxx|hh?|hpp|mm?|swift|dart|exs?|eex|heex|erl|cljs?|cljc|hs|ml|elm|lua|pl|pm|r|jl|zig|nim|sql|graphql|proto|css|s[ac]ss|less|html?|hbs|ejs|twig|liquid|tcl|ps1|awk|f(?:90|95|03)|ad[bs]|pas|cr|gleam|sol|cu|s?v|vhdl?|lisp|scm|rkt|el|fsx)$/i;
export const isProgram = (path: string): boolean => LANGUAGES.test(path);
/** What tests put in the place of code, and configuration that is a program. */
const RESTED_ON = /(?:^|\/)(?:mocks?|stubs?)\/|\.config\.\w+$/i;
/** Programs that check a project, by their usual places and names. */
const CHECKS =
  /^(?:packages\/[^/]+\/)?(?:(?:tools?|scripts?|ci|hack|bin)\/.+|(?:check|lint|verify|validate|smoke)[\w-]*\.\w+)$/i;

/**
 * Whether a file is the code that a task is about, by its path. All else, such as tests, data,
 * configuration and documents, may let commands and tests pass without any work. Pure.
 */
export const isCode = (path: string): boolean =>
  isProgram(path) &&
  !isTestFile(path) &&
  !isRunFile(path) &&
  ![RESTED_ON, CHECKS].some((one) => one.test(path));
