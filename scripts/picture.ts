/**
 * What the pictures of the documents have in common: text as text, in the colors that the reader's
 * browser prefers.
 */

/** Pixels: the width of a character, the height of a line, the edge around all of them. */
export const [CHAR, LINE, EDGE] = [7.3, 18, 16] as const;

/** The lines that a picture shows. */
export const linesOf = (svg: string): string[] =>
  [...svg.matchAll(/<text\b[^>]*>(.*?)<\/text>/g)].map((match) =>
    unescaped(match[1]!.replace(/<[^>]*>/g, "")),
  );

const ENTITIES: [string, string][] = [
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
];
export const escaped = (text: string): string =>
  ENTITIES.reduce((now, [char, name]) => now.replaceAll(char, name), text);
const unescaped = (text: string): string =>
  ENTITIES.toReversed().reduce((now, [char, name]) => now.replaceAll(name, char), text);

/** What each kind of text, the paper and the frame have for a colour. */
const PALETTES = {
  light: {
    ...{
      text: "#1f2328",
      quiet: "#59636e",
      good: "#116329",
      bad: "#b3261e",
      back: "#7d4e00",
      start: "#0550ae",
    },
    ...{ paper: "#ffffff", frame: "#d0d7de" },
  },
  dark: {
    ...{
      text: "#e6edf3",
      quiet: "#9198a1",
      good: "#56d364",
      bad: "#ff7b72",
      back: "#e3b341",
      start: "#79c0ff",
    },
    ...{ paper: "#0d1117", frame: "#3d444d" },
  },
};

const rules = (name: keyof typeof PALETTES): string =>
  Object.entries(PALETTES[name])
    .map(([kind, colour]) => {
      if (kind === "frame") return `.frame{fill:none;stroke:${colour}}`;
      return `${kind === "text" ? "" : "."}${kind}{fill:${colour}}`;
    })
    .join("");

export const rounded = (value: number): number => Math.round(value * 100) / 100;

/**
 * What a picture is made of, in pixels and SVG. `says`: what it shows, for who does not see it.
 * `style`: more rules.
 */
interface Drawn {
  width: number;
  height: number;
  title: string;
  says: string;
  style: string;
  drawn: string;
}

/** A picture with paper and frame, as SVG. */
export const framed = ({ width, height, title, says, style, drawn }: Drawn): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">
<title id="t">${escaped(title)}</title>
<desc id="d">${escaped(says)}</desc>
<style>
${rules("light")}
@media (prefers-color-scheme:dark){${rules("dark")}}
text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}
.head{font-weight:700}
${style}</style>
<rect class="paper" width="100%" height="100%" rx="8"/>
${drawn}
<rect class="frame" x=".5" y=".5" width="${rounded(width - 1)}" height="${height - 1}" rx="8"/>
</svg>
`;
