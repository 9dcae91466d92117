import { DOMParser, type Element, type Node } from "@xmldom/xmldom";
import { readReport } from "./json.ts";
import type { TestCase, TestName, TestState } from "./report.ts";
import { fileIn, type RunDir, testCase } from "./run-dir.ts";

/**
 * Reports in the form that JUnit made common: `testsuites`, `testsuite`, `testcase`. Each runner
 * fills it its own way.
 */

/** Bytes of XML: read, it takes many times as much. */
const MAX_XML = 16 * 1024 * 1024;
/**
 * Elements within one another: the parser's time grows with their square, and reports have a dozen.
 */
const MAX_DEPTH = 200;

/** A `testcase` as it stands in the file. */
export type JUnitCase = ReturnType<typeof caseOf>;

const isElement = (node: Node): node is Element => node.nodeType === 1;
const childrenOf = (element: Element): Element[] => [...element.childNodes].filter(isElement);
const attribute = (element: Element, name: string): string | null =>
  element.getAttribute(name) || null;

function failureOf(element: Element): string {
  const message = attribute(element, "message") ?? "";
  const text = (element.textContent ?? "").trim();
  return text.includes(message) ? text : `${message}\n${text}`.trim();
}

function caseOf(element: Element, suites: string[], file: string | null) {
  const inner = childrenOf(element);
  // PHPUnit calls it an error that a test asserts nothing, which fails no run.
  const isRisky = (element: Element): boolean =>
    /RiskyTest(?:Error)?$/.test(attribute(element, "type") ?? "");
  const failed = inner.filter(
    (one) => one.localName === "failure" || (one.localName === "error" && !isRisky(one)),
  );
  const skipped = inner.find((one) => one.localName === "skipped" || isRisky(one));
  const state: TestState =
    failed.length > 0 ? "failed" : skipped === undefined ? "passed" : "skipped";
  return {
    /** Names of the `testsuite` elements around it, the outermost first. */
    suites,
    /** The test's own `file`, else that of the nearest suite around it. */
    file: attribute(element, "file") ?? file,
    classname: attribute(element, "classname") ?? "",
    name: attribute(element, "name") ?? "",
    state,
    message: failed.length > 0 ? failed.map(failureOf).join("\n") : null,
  };
}

/** Whether a document type stands before the root, as only what declares entities needs it. */
function declaresAType(text: string): boolean {
  const before = /[\s\uFEFF]+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y;
  let at = 0;
  while (before.test(text)) at = before.lastIndex;
  return text.startsWith("<!", at);
}

/**
 * Comments, text as it is, instructions, and tags, whose quoted values may hold the sign. What has
 * no end goes on to the end of the text: looked for anew after each sign it would take the square
 * of its length.
 */
const MARKUP =
  /<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<\?.*?(?:\?>|$)|<(?:[^"'>]|"[^"]*(?:"|$)|'[^']*(?:'|$))*(?:>|$)/gs;

/** Whether elements lie too deep in one another. What is no XML the parser finds out. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [markup] of text.matchAll(MARKUP)) {
    if (/^<[!?]/.test(markup) || markup.endsWith("/>")) continue;
    depth += markup.startsWith("</") ? -1 : 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/**
 * The root element of an XML document; null when it is none, declares entities or lies too deep,
 * which no report does. Never throws.
 */
export function parseXml(text: string): Element | null {
  const problems: string[] = [];
  if (declaresAType(text) || isTooDeep(text)) return null;
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== "warning") problems.push(message);
      },
    });
    const root = parser.parseFromString(text, "text/xml").documentElement;
    return problems.length > 0 ? null : root;
  } catch {
    return null;
  }
}

/** The test cases of a report, in its order; null when the text is no such report. Never throws. */
export function parseJUnit(text: string): JUnitCase[] | null {
  const found: JUnitCase[] = [];
  const walk = (element: Element, suites: string[], file: string | null): void => {
    for (const child of childrenOf(element)) {
      if (child.localName === "testcase") found.push(caseOf(child, suites, file));
      else if (child.localName === "testsuite")
        walk(child, [...suites, attribute(child, "name") ?? ""], attribute(child, "file") ?? file);
    }
  };
  const root = parseXml(text);
  if (root === null || !/^testsuites?$/.test(root.localName ?? "")) return null;
  try {
    walk(
      root,
      root.localName === "testsuite" ? [attribute(root, "name") ?? ""] : [],
      attribute(root, "file"),
    );
    return found;
  } catch {
    return null;
  }
}

/**
 * Reads a report and makes the common record of it. `named`: how its runner fills suites, file and
 * name.
 */
export function readJUnit(
  path: string,
  place: RunDir,
  named: (one: JUnitCase) => TestName,
): TestCase[] | null {
  const text = readReport(path, MAX_XML);
  const cases = text === null ? null : parseJUnit(text);
  if (cases === null) return null;
  return cases.map((one) => {
    const { file, suites, name } = named(one);
    return testCase({ file: fileIn(file, place), suites, name }, one.state, one.message);
  });
}
