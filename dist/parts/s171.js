// @bun
import {
  lineDiff2,
  changedFiles,
  readFiles2
} from "./s265.js";
import {
  objectText2
} from "./s121.js";
import {
  isTree
} from "./s247.js";
import {
  fold2
} from "./s28.js";
import {
  sinceInTree
} from "./s178.js";
import {
  solid,
  nearestQuote,
  stringsOf
} from "./s145.js";
import {
  wordsOf3
} from "./s92.js";
import {
  gateOf
} from "./s100.js";
import {
  taskOf
} from "./s5.js";
import {
  treeStore
} from "./s172.js";

// src/workflows/review/same.ts
var NEAR = 3;
var NEAR_BACK = 8;
var samePlaceName = (a, b) => (a.file ?? "") === (b.file ?? "") && (a.at ?? "") === (b.at ?? "");
function lineNow(before, now, line) {
  if (before === now)
    return line;
  let [old, fresh, shift] = [0, 0, 0];
  for (const text of lineDiff2(before, now).hunks.split(`
`)) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(text);
    if (head !== null) {
      old = Number(head[1]) + (head[2] === "0" ? 1 : 0);
      fresh = Number(head[3]) + (head[4] === "0" ? 1 : 0);
      if (line < old)
        break;
      continue;
    }
    if (old === 0)
      continue;
    if (text.startsWith("+"))
      fresh += 1;
    else if (text.startsWith("-") || text.startsWith(" ")) {
      if (old === line)
        return fresh;
      old += 1;
      if (text.startsWith(" "))
        fresh += 1;
    }
    shift = fresh - old;
  }
  return Math.max(1, line + shift);
}
function lineOf(text, { quote, line, missing }) {
  const found = missing || !quote ? null : nearestQuote(text, quote, line ?? null);
  return found?.line ?? line ?? null;
}
var EMPTY = new Set(`a an the this that these those it its he they there here of in on at to for from by with as and or but so if when
  while then than is are was were be been being has have had do does did will would can could may might must should
  also still again now just only very more most any all each every some such what which who where how why one not no
  line code file function method value call case step problem fault issue bug finding wrong bad fails fail failure
  say says said tell add because since after before into out over under up down get gets got make makes made use uses used give gives`.split(/\s+/));
var SAME = Object.fromEntries([
  "null undefin nil none nul",
  "throw rais crash panic explod",
  "miss lack absent without omit",
  "empti blank",
  "leak unclos",
  "escap sanit unescap",
  "check verifi valid unvalidat uncheck",
  "slow quadrat",
  "negativ minus",
  "duplic twice",
  "delet remov drop",
  "race concurr parallel",
  "swallow ignor",
  "test spec assert untest",
  "document doc comment undocument"
].flatMap((words) => words.split(" ").map((word, _index, all) => [word, all[0]])));
function stem(word) {
  const short = word.replace(/(?:ations?|ings?|edly|ed|es|s|ly|ment|ness)$/, "").replace(/(.)\1$/, "$1").replace(/y$/, "i").replace(/e$/, "");
  const kept = short.length < 3 ? word : short;
  return SAME[kept] ?? kept;
}
function senseOf(text) {
  const words = text.replaceAll(/n't\b/g, " ").replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2").toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return new Set((words ?? []).filter((word) => !EMPTY.has(word) && !EMPTY.has(word.replace(/s$/, ""))).map(stem));
}
function overlap(a, b) {
  const smaller = Math.min(a.size, b.size);
  return smaller === 0 ? 0 : a.intersection(b).size / smaller;
}
function shared(a, b) {
  const all = a.union(b).size;
  return all === 0 ? 0 : a.intersection(b).size / all;
}
var without = (all, taken) => all.difference(taken);
function sameSense(a, b) {
  const [problemA, problemB] = [senseOf(a.problem), senseOf(b.problem)];
  const place = senseOf(`${a.quote ?? ""} ${b.quote ?? ""} ${a.file ?? ""}`);
  const [ownA, ownB] = [without(problemA, place), without(problemB, place)];
  const problems = Math.min(ownA.size, ownB.size) < 2 ? shared(problemA, problemB) : overlap(ownA, ownB);
  const [fixA, fixB] = [without(senseOf(a.fix), place), without(senseOf(b.fix), place)];
  return Math.min(fixA.size, fixB.size) < 2 ? problems : Math.max(problems, (problems + overlap(fixA, fixB)) / 2);
}
var SENSE = { same: 0.6, alike: 0.65, none: 0.8 };
function quotesAlike(a, b) {
  const [one, other] = [fold2(a.missing ? "" : a.quote ?? ""), fold2(b.missing ? "" : b.quote ?? "")];
  if (one === "" && other === "")
    return "alike";
  if (one === "" || other === "")
    return "none";
  if (one === other || one.includes(other) || other.includes(one))
    return "same";
  return overlap(senseOf(one), senseOf(other)) >= 0.6 ? "alike" : "none";
}
function saysAgain(finding, { said, before }, now) {
  if (!samePlaceName(finding, said))
    return false;
  const [then, here] = [lineOf(before, said), lineOf(now, finding)];
  if (!finding.at && then !== null && here !== null && Math.abs(lineNow(before, now, then) - here) > NEAR)
    return false;
  return sameSense(finding, said) >= SENSE[quotesAlike(finding, said)];
}
var MIN_NAMED = 8;
var NOT_BEFORE = /\b(?:not|never|no longer|no|don't|doesn't|isn't|stop|instead of|in place of|rather than|than|unlike|avoid|without|from|replac(?:e|es|ing)|remov(?:e|es|ed|ing)|drop(?:s|ping)?|delet(?:e|es|ing))\b(?:[^\w.;:]+(?!(?:by|with)\b)\w+){0,3}[^\w.;:]*$/i;
var NOT_BEHIND = /^[^\w.;:]*(?:\w+[^\w.;:]+){0,3}?(?:stays? (?:gone|away|out|removed)|(?:is|was|are|were) (?:\w+ )?(?:gone|wrong|removed|replaced)|(?:must|should|may|can|need|do|does|did|will)(?:n't| not| never)|never|no longer|not needed|belongs? (?:gone|out))\b/i;
function marked(text, from, to) {
  for (const mark of ["`", '"', "'"]) {
    const start = text.lastIndexOf(mark, from - 1);
    const end = text.indexOf(mark, to);
    const opened = text.slice(0, from).split(mark).length % 2 === 0;
    if (opened && start >= 0 && end >= 0)
      return text.slice(start + 1, end);
  }
  return null;
}
function asksFor(text, quote) {
  const [said, wanted] = [fold2(text), fold2(quote).replace(/[;,]$/, "")];
  for (let at = said.indexOf(wanted);at >= 0; at = said.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    const whole = marked(said, at, end);
    const isOther = whole !== null && solid(whole) > solid(wanted) * 1.2;
    const [left, right] = [said.slice(0, at), said.slice(end).replace(/^[;,]?[`"']?/, "")];
    if (!isOther && !NOT_BEFORE.test(left) && !NOT_BEHIND.test(right))
      return true;
  }
  return false;
}
var holds = (text, quote) => nearestQuote(text, quote, null) !== null;
var standsWhole = (text, line, near) => text.split(`
`).slice(Math.max(0, near - 1 - NEAR_BACK), near + NEAR_BACK).some((one) => fold2(one) === fold2(line));
function wantsBack(finding, { said, before, after }, now) {
  const old = said.missing ? "" : said.quote ?? "";
  if (solid(old) < MIN_NAMED || !samePlaceName(finding, said) || !asksFor(finding.fix, old))
    return false;
  const then = finding.at ? null : lineOf(before, said);
  const lines = then === null ? old : before.split(`
`)[then - 1] ?? old;
  const isGone = (text) => then === null ? !holds(text, old) : !standsWhole(text, lines, lineNow(before, text, then));
  if (!isGone(after) || !isGone(now))
    return false;
  const here = lineOf(now, finding);
  return then === null || here === null || Math.abs(here - lineNow(before, now, then)) <= NEAR_BACK;
}
function againstOf(finding, answered, now) {
  return answered.flatMap((other) => {
    if (!samePlaceName(finding, other.said))
      return [];
    const { gate, finding: id, before, after } = other;
    if (wantsBack(finding, other, now))
      return [{ gate, finding: id, asks: "back" }];
    const quote = finding.quote ?? "";
    const wrote = !finding.missing && holds(after, quote) && !holds(before, quote);
    return wrote ? [{ gate, finding: id, asks: "about" }] : [];
  });
}

// src/workflows/review/since.ts
function sinceRaised({ project, run }, findings, subject, inFile) {
  const changes = new Map;
  const changedSince = (tree, now) => {
    const paths = changes.get(tree) ?? changedFiles(project.root, tree, now, treeStore(project)).map(({ path }) => path);
    changes.set(tree, paths);
    return paths;
  };
  return (id) => {
    const finding = findings.find((one) => one.id === id);
    const before = finding && taskOf(run, finding.task)?.reviewed;
    if (!finding || !before || subject === null)
      return;
    if (before === subject)
      return "nothing";
    const words = wordsOf3(project, run, finding);
    if (!isTree(subject))
      return inFile(before.slice("file:".length), words);
    const read = (tree, file) => readFiles2(project.root, tree, [file], treeStore(project)).get(file) ?? null;
    const became = (place) => sinceInTree(changedSince(before, subject), place.file, place, () => ({
      before: read(before, place.file),
      now: read(subject, place.file)
    }));
    const own = became(words ?? {});
    const cause = words?.because;
    return own === "elsewhere" && cause ? became({ ...cause, quote: cause.gone || cause.quote }) : own;
  };
}
var LOST = "(not kept any more)";
function untouchedFixes({ project, workflow, run }) {
  return run.findings.filter((one) => one.untouched && one.state === "fixed").flatMap((one) => {
    const gate = gateOf(workflow, run, one.gate);
    const words = wordsOf3(project, run, one);
    if (gate.gate !== "review")
      return [];
    const file = words?.file && words.line ? `${words.file}:${words.line}` : words?.file;
    const { problem = LOST, fix = LOST } = words ?? {};
    const place = file ?? words?.at ?? "its place";
    return [{ id: one.id, reviewer: gate.title, group: gate.group, place, problem, fix }];
  });
}
var MAX_OF_ONE = 2;
var MAX_AGAINST = 20;
var rank = ({ asks }) => asks === "back" ? 0 : 1;
function closedBefore({ project, workflow, run }, task) {
  const groupOf = (key) => {
    const gate = gateOf(workflow, run, key);
    return gate.gate === "review" ? gate.group : null;
  };
  const group = groupOf(task.gate);
  const subjectOf = (id) => id === null ? null : taskOf(run, id)?.reviewed ?? null;
  return run.findings.flatMap((one) => {
    const isClosed = one.state === "fixed" || one.state === "withdrawn" && one.gate === task.gate;
    if (!isClosed || one.outside || groupOf(one.gate) !== group)
      return [];
    const said = wordsOf3(project, run, one);
    const [before, after] = [subjectOf(one.task), subjectOf(one.closed_by)];
    if (!said || before === null || after === null || isTree(before) !== isTree(after))
      return [];
    return [{ gate: one.gate, finding: one.id, said, before, after }];
  });
}
function jsonText(project, subject) {
  const text = objectText2(project, subject.slice("file:".length)) ?? "";
  return [text, ...stringsOf(text)].join(`
`);
}
function compared(scene, task, subject, findings, said) {
  const { project } = scene;
  const others = subject === null ? [] : closedBefore(scene, task);
  const samePlace = (a, b) => (a.file ?? "") === (b.file ?? "") && (a.at ?? "") === (b.at ?? "");
  const near = others.filter((other) => said.some((one) => samePlace(one, other.said)));
  if (subject === null || near.length === 0)
    return findings;
  const files = [...new Set(near.flatMap((one) => one.said.file ?? []))];
  const texts = new Map;
  const textOf = (at, { file }) => {
    if (!isTree(at))
      return jsonText(project, at);
    const known = texts.get(at) ?? readFiles2(project.root, at, files, treeStore(project));
    texts.set(at, known);
    return known.get(file ?? "") ?? "";
  };
  let left = MAX_AGAINST;
  return findings.map((finding) => {
    const own = said.find((one) => one.id === finding.id);
    if (!own || finding.outside)
      return finding;
    const answered = near.filter(({ said: theirs }) => samePlace(own, theirs)).map((one) => ({ ...one, before: textOf(one.before, one.said), after: textOf(one.after, one.said) }));
    if (answered.length === 0)
      return finding;
    const now = textOf(subject, own);
    const mine = answered.filter((one) => one.gate === task.gate);
    const again = mine.filter((one) => saysAgain(own, one, now)).map((one) => one.finding);
    const against = againstOf(own, answered.filter((one) => one.gate !== task.gate), now);
    const kept = against.toSorted((a, b) => rank(a) - rank(b)).slice(0, Math.min(MAX_OF_ONE, left));
    left -= kept.length;
    return {
      ...finding,
      ...again.length > 0 ? { again: again.slice(-MAX_OF_ONE) } : {},
      ...kept.length > 0 ? { against: kept } : {}
    };
  });
}
var withEarlier = (check) => (review, scene, task, subject) => {
  const checked = check(review, scene, task, subject);
  if (checked.problems.length > 0)
    return checked;
  return { ...checked, findings: compared(scene, task, subject, checked.findings, review.findings) };
};

export { sinceRaised, untouchedFixes, withEarlier };
