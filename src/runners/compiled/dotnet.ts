import { join } from "node:path";
import type { Element } from "@xmldom/xmldom";
import { filesIn } from "../../project/project.ts";
import { readReport } from "../json.ts";
import { parseXml } from "../junit.ts";
import type { TestCase, TestState } from "../report.ts";
import { testCase } from "../run-dir.ts";
import type { Runner } from "../runner.ts";

const STATES: Record<string, TestState> = {
  Passed: "passed",
  NotExecuted: "skipped",
  Inconclusive: "skipped",
};

/** `dotnet test`. Each project leaves a TRX file; it tells classes and no files. */
export const dotnet: Runner = {
  name: "dotnet",
  calls: /^dotnet test$/,
  own: ["--logger", "-l", "--results-directory", "--list-tests", "-t", "--report-trx"],
  reporting({ report }) {
    const folder = `${report}-trx`;
    return {
      add: ["--logger", "trx", "--results-directory", folder],
      read: () => {
        const reports = filesIn(folder).filter((file) => file.endsWith(".trx"));
        const files = reports.map((file) => parseTrx(readReport(join(folder, file)) ?? ""));
        // One that cannot be read would hide its project's tests.
        return files.length === 0 || files.includes(null)
          ? null
          : files.flatMap((tests) => tests ?? []);
      },
    };
  },
};

const all = (root: Element, name: string): Element[] => [...root.getElementsByTagName(name)];

/** The tests of a TRX file, in its order; null when it is none. */
export function parseTrx(text: string): TestCase[] | null {
  const root = parseXml(text);
  if (root === null || root.localName !== "TestRun") return null;
  const classes = new Map(
    all(root, "UnitTest").map((one) => [
      one.getAttribute("id"),
      all(one, "TestMethod")[0]?.getAttribute("className"),
    ]),
  );
  return all(root, "UnitTestResult")
    .filter((one) => all(one, "UnitTestResult").length === 0)
    .map((one) => {
      const whole = one.getAttribute("testName") ?? "";
      const of = (classes.get(one.getAttribute("testId")) ?? "").replace(/,.*$/, "");
      const name = of !== "" && whole.startsWith(`${of}.`) ? whole.slice(of.length + 1) : whole;
      const message = [...all(one, "Message"), ...all(one, "StackTrace")]
        .map((part) => part.textContent ?? "")
        .join("\n");
      const state = STATES[one.getAttribute("outcome") ?? ""] ?? "failed";
      return testCase({ file: null, suites: of === "" ? [] : [of], name }, state, message);
    });
}
