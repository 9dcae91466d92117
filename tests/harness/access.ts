// What keeps a person with a keyboard or a screen reader out of a page, by the browser's own tree
// of what it tells to them.
import type { Tab } from "./chromium.ts";

interface Told {
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  properties?: { name: string; value: { value: unknown } }[];
}

/** An expression: faults of a document that the browser's tree does not show. */
const IN_DOCUMENT = `(() => {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const show = (one) => one.outerHTML.slice(0, 80);
  if (!document.documentElement.lang) faults.push("the page has no language");
  const ids = all("[id]").map((one) => one.id);
  for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at))) faults.push("two have the id " + id);
  for (const name of ["for", "aria-labelledby", "aria-describedby", "aria-controls"])
    for (const one of all("[" + name + "]"))
      for (const id of one.getAttribute(name).split(/\\s+/))
        if (!document.getElementById(id)) faults.push(name + " names nothing: " + show(one));
  for (const one of all("[tabindex]")) if (one.tabIndex > 0) faults.push("has a place of its own in the order: " + show(one));
  for (const one of all("[aria-label]"))
    if (!one.role && /^(?:P|PRE|DIV|SPAN|STRONG|CODE)$/.test(one.tagName)) faults.push("a name without a role is not read: " + show(one));
  for (const one of all("input, select, textarea"))
    if (document.getElementById(one.id + "-hint") && !one.getAttribute("aria-describedby")?.split(" ").includes(one.id + "-hint"))
      faults.push("its hint is not read with it: " + show(one));
  for (const one of all("th")) if (!one.scope) faults.push("a head of a table without a scope: " + show(one));
  return faults;
})()`;

/** All faults of the page that is shown; none: []. */
export async function accessFaults(tab: Tab): Promise<string[]> {
  const { nodes }: { nodes: Told[] } = await tab.send("Accessibility.getFullAXTree");
  const told = nodes
    .filter((one) => !one.ignored)
    .map(({ role, name, properties = [] }) => ({
      role: role?.value ?? "",
      name: name?.value.trim() ?? "",
      has: Object.fromEntries(properties.map((one) => [one.name, one.value.value])),
    }));
  const nameless = told.filter(
    ({ role, name, has }) =>
      name === "" && (role === "image" || (has.focusable === true && role !== "main")),
  );
  const levels = told.filter(({ role }) => role === "heading").map(({ has }) => Number(has.level));
  const jumps = levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1);
  return [
    ...nameless.map(({ role }) => `a ${role} without a name`),
    ...(levels.filter((level) => level === 1).length === 1
      ? []
      : [`headings of the first level: ${levels.join(" ")}`]),
    ...(jumps.length === 0 ? [] : [`a level of headings is skipped: ${levels.join(" ")}`]),
    ...(told.filter(({ role }) => role === "main").length === 1 ? [] : ["not one main part"]),
    ...(await tab.value<string[]>(IN_DOCUMENT)),
  ];
}

/**
 * Goes through the page by Tab, up to its end. Returns faults of that way; none: []. @throws Error
 * where it has no end
 */
export async function keyboardFaults(tab: Tab, most = 400): Promise<string[]> {
  // The browser goes on from where the focus was last, also once it is nowhere.
  await tab.value(`(() => {
    const first = document.createElement("span");
    first.tabIndex = -1;
    document.body.prepend(first);
    first.focus();
    first.remove();
    window.passed = [];
    return 0;
  })()`);
  const step = `(() => {
    const at = document.activeElement;
    if (at === document.body || window.passed.includes(at)) return null;
    const last = window.passed.at(-1);
    window.passed.push(at);
    const faults = [];
    const name = at.outerHTML.slice(0, 80);
    if (last && !(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push("comes too late: " + name);
    const { top, bottom, width } = at.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight || width === 0) faults.push("is not to be seen: " + name);
    if ([at, at.closest("label")].every((one) => !one || getComputedStyle(one).outlineStyle === "none")) faults.push("shows no focus: " + name);
    return faults;
  })()`;
  const faults: string[] = [];
  for (let count = 0; count < most; count++) {
    await tab.key("Tab");
    const found = await tab.value<string[] | null>(step);
    if (found === null) {
      const left = await tab.value<
        string[]
      >(`[...document.querySelectorAll("a[href], button, summary, textarea, select, input:not([type=radio])")]
        .filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }) && !window.passed.includes(one))
        .map((one) => "is not reached: " + one.outerHTML.slice(0, 80))`);
      return [...faults, ...left];
    }
    faults.push(...found);
  }
  throw new Error(`no end after ${most} times Tab`);
}
