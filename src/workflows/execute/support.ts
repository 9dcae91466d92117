import { isRunFile } from "../how-tests-run.ts";
import { LOCK_FILE } from "../small/path-rules.ts";
import { isTestFile } from "./test-file.ts";

/** Data and configuration, which commands and tests read, and documents, which nothing runs. */
const DATA = /\.(?:jsonc?|json5|ya?ml|toml|ini|cfg|conf|env|csv|tsv|xml|snap|golden|lock|md|mdx|rst|adoc|txt)$/i;
const DOCS = /(?:^|\/)docs?\//i;
/** Programs that check a project, by their usual places and names. */
const CHECKS = /(?:^|\/)(?:(?:tools|scripts|ci)\/.+|(?:check|lint|verify|validate)[\w.-]*\.\w+)$/i;

/** Whether what commands and tests show may rest on a file although it is not the code that they are about. Pure. */
export const isSupport = (path: string): boolean =>
  isTestFile(path) || isRunFile(path) || [LOCK_FILE, DATA, DOCS, CHECKS].some((one) => one.test(path));
