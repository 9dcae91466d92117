import { isRunFile } from "../how-tests-run.ts";
import { isTestFile } from "./test-file.ts";

/** What programs, pages and queries are written in. */
const LANGUAGES =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|pyx?|go|rs|java|kts?|scala|groovy|rb|erb|php|cs|fs|vb|c|cc|cpp|cxx|hh?|hpp|mm?|swift|dart|exs?|eex|heex|erl|cljs?|cljc|hs|ml|elm|lua|pl|pm|r|jl|zig|nim|sql|graphql|proto|css|s[ac]ss|less|html?|hbs|ejs|twig|liquid)$/i;
/** What tests put in the place of code, and configuration that is a program. */
const RESTED_ON = /(?:^|\/)(?:mocks?|stubs?)\/|\.config\.\w+$/i;
/** Programs that check a project, by their usual places and names. */
const CHECKS =
  /^(?:packages\/[^/]+\/)?(?:(?:tools?|scripts?|ci|hack|bin)\/.+|(?:check|lint|verify|validate|smoke)[\w-]*\.\w+)$/i;

/**
 * Whether a file is the code that a task is about, by its path. All else, such as tests, data, configuration and documents, may
 * let commands and tests pass without any work. Pure.
 */
export const isCode = (path: string): boolean =>
  LANGUAGES.test(path) && !isTestFile(path) && !isRunFile(path) && ![RESTED_ON, CHECKS].some((one) => one.test(path));
