import { readFileSync } from "node:fs";
import { DOMParser, type Element, type Node } from "@xmldom/xmldom";
import { framesIn, pathInProject } from "./frames.ts";
import type { TestCase, TestState } from "./report.ts";

/** Reports in the form that JUnit made common: `testsuites`, `testsuite`, `testcase`. Each runner fills it its own way. */

/** A `testcase` as it stands in the file. */
export interface JUnitCase {
  /** Names of the `testsuite` elements around it, the outermost first. */
  suites: string[];
  /** The `file` of the nearest of them that has one, or the test's own. */
  file: string | null;
  classname: string;
  name: string;
  state: TestState;
  message: string | null;
}

const isElement = (node: Node): node is Element => node.nodeType === 1;
const childrenOf = (element: Element): Element[] => [...element.childNodes].filter(isElement);
const attribute = (element: Element, name: string): string | null => element.getAttribute(name) || null;

function failureOf(element: Element): string {
  const message = attribute(element, "message") ?? "";
  const text = (element.textContent ?? "").trim();
  return text.includes(message) ? text : `${message}\n${text}`.trim();
}

function caseOf(element: Element, suites: string[], file: string | null): JUnitCase {
  const inner = childrenOf(element);
  const failed = inner.filter(({ localName }) => localName === "failure" || localName === "error");
  const skipped = inner.find(({ localName }) => localName === "skipped");
  const isTodo =
    skipped !== undefined && /^todo$/i.test(attribute(skipped, "message") ?? attribute(skipped, "type") ?? "");
  return {
    suites,
    file: attribute(element, "file") ?? file,
    classname: attribute(element, "classname") ?? "",
    name: attribute(element, "name") ?? "",
    state: failed.length > 0 ? "failed" : skipped === undefined ? "passed" : isTodo ? "todo" : "skipped",
    message: failed.length > 0 ? failed.map(failureOf).join("\n") : null,
  };
}

/** The test cases of a report, in its order; null when the text is no such report. Never throws. */
export function parseJUnit(text: string): JUnitCase[] | null {
  const problems: string[] = [];
  const found: JUnitCase[] = [];
  const walk = (element: Element, suites: string[], file: string | null): void => {
    for (const one of childrenOf(element)) {
      if (one.localName === "testcase") found.push(caseOf(one, suites, file));
      else if (one.localName === "testsuite")
        walk(one, [...suites, attribute(one, "name") ?? ""], attribute(one, "file") ?? file);
    }
  };
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== "warning") problems.push(message);
      },
    });
    const root = parser.parseFromString(text, "text/xml").documentElement;
    if (root === null || problems.length > 0 || !/^testsuites?$/.test(root.localName ?? "")) return null;
    walk(root, root.localName === "testsuite" ? [attribute(root, "name") ?? ""] : [], attribute(root, "file"));
    return found;
  } catch {
    return null;
  }
}

/** Reads a report and makes the common record of it. `named`: how this runner fills suites, file and name. */
export function readJUnit(
  path: string,
  cwd: string,
  named: (one: JUnitCase) => Pick<TestCase, "file" | "suites" | "name">,
): TestCase[] | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return null;
  }
  return (
    parseJUnit(text)?.map((one) => {
      const { file, suites, name } = named(one);
      return {
        file: file === null ? null : pathInProject(file, cwd),
        suites,
        name,
        state: one.state,
        message: one.message,
        frames: one.message === null ? [] : framesIn(one.message, cwd),
      };
    }) ?? null
  );
}
