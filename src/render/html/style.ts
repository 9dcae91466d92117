/** The page's one style. Colours of text and ground are pairs of at least 4.5:1, in the light and in the dark. */

const LIGHT = `
--ground:#fff;--panel:#f6f8fa;--text:#1f2328;--muted:#59636e;--line:#d1d9e0;--link:#0550ae;
--good:#116329;--good-on:#dafbe1;--bad:#a40e26;--bad-on:#ffebe9;--warn:#7d4e00;--warn-on:#fff8c5;
--info:#0550ae;--info-on:#ddf4ff;--idle:#59636e;--idle-on:#eff2f5;--bar:#59636e;`;
const DARK = `
--ground:#0d1117;--panel:#151b23;--text:#e6edf3;--muted:#9198a1;--line:#3d444d;--link:#79c0ff;
--good:#56d364;--good-on:#12261e;--bad:#ff9a93;--bad-on:#33161b;--warn:#e3b341;--warn-on:#2b2411;
--info:#79c0ff;--info-on:#121d2f;--idle:#9fa8b3;--idle-on:#212830;--bar:#9198a1;`;

/** Which colours a state has. */
const PAIRS: Record<string, string> = {
  none: "idle",
  blocked: "idle",
  ready: "info",
  running: "info",
  waiting: "warn",
  done: "good",
  asks: "warn",
  waived: "warn",
  skipped: "idle",
  failed: "bad",
  cancelled: "idle",
  void: "idle",
  mended: "good",
  open: "bad",
  accepted: "warn",
  withdrawn: "idle",
  outside: "info",
  blocker: "bad",
  major: "warn",
  minor: "idle",
  met: "good",
  unmet: "bad",
  unknown: "idle",
};

const pairs = Object.entries(PAIRS)
  .map(([state, name]) => `.s-${state}{--mine:var(--${name});--mine-on:var(--${name}-on)}`)
  .join("\n");

export const STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
${pairs}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:76rem;padding:1.5rem clamp(.75rem,3vw,2rem) 4rem;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 .8rem;white-space:pre-wrap;unicode-bidi:plaintext}
h2{font-size:1.2rem;margin:2.4rem 0 .7rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h2 small,h3 small{font-weight:400;color:var(--muted)}
h3{font-size:1rem;margin:0}
blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid var(--line)}
p{margin:.35rem 0}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.85em;unicode-bidi:isolate;direction:ltr}
pre{margin:.4rem 0;padding:.6rem .7rem;background:var(--panel);border:1px solid var(--line);border-radius:6px;overflow-x:auto;max-width:100%;overflow-wrap:normal}
ul,ol{padding:0;margin:0;list-style:none}
.muted,.left,.meta{color:var(--muted)}
.left,.meta{font-size:.9rem}
.said{white-space:pre-wrap;unicode-bidi:plaintext}
.top{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center;font-size:.9rem;color:var(--muted)}
.chip{display:inline-block;padding:.05rem .5rem;border-radius:999px;font-size:.8rem;font-weight:600;color:var(--mine,var(--idle));background:var(--mine-on,var(--idle-on))}
.verdict{font-size:1rem;padding:.15rem .8rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.6rem;margin:1rem 0 .5rem}
.cards>div{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:.55rem .75rem}
.cards dt{font-size:.8rem;color:var(--muted)}
.cards dd{margin:0;font-size:1.05rem;font-weight:600}
.cards dd small{display:block;font-size:.8rem;font-weight:400;color:var(--muted)}
dl{margin:0}
nav{display:flex;flex-wrap:wrap;gap:.2rem .9rem;font-size:.9rem;margin:.8rem 0}
.item{border:1px solid var(--line);border-radius:8px;padding:.7rem .85rem;margin:.6rem 0}
.item p:last-child{margin-bottom:0}
.item .head{display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:center}
.item .head code{min-width:0}
details>summary{cursor:pointer;padding:.25rem 0}
details.file{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.1rem .7rem}
details.file>pre{margin:.3rem -.7rem 0;border-width:1px 0 0;border-radius:0 0 6px 6px}
.letter{display:inline-block;width:1.1em;font-weight:600;color:var(--muted)}
.plus{color:var(--good)}
.minus{color:var(--bad)}
.diff span,.excerpt span{display:block;min-width:max-content;padding:0 .7rem;margin:0 -.7rem}
.diff .a{background:var(--good-on);color:var(--good)}
.diff .d{background:var(--bad-on);color:var(--bad)}
.diff .h{color:var(--info);background:var(--info-on)}
.excerpt b{display:inline-block;min-width:3.2em;font-weight:400;color:var(--muted);user-select:none}
.excerpt .mark{background:var(--warn-on);color:var(--text)}
.excerpt .mark b{color:var(--warn)}
table{border-collapse:collapse;font-size:.9rem;width:100%}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--muted);font-weight:600}
.scroll{overflow-x:auto;max-width:100%;border:1px solid var(--line);border-radius:8px;padding:.8rem;background:var(--panel)}
#graph{display:block}
.node rect{fill:var(--mine-on);stroke:var(--mine);stroke-width:1}
.node text{fill:var(--mine);font-size:12px;font-family:system-ui,sans-serif}
.node .what{font-weight:600}
.node.s-none rect,.node.s-blocked rect,.node.s-void rect,.node.s-cancelled rect,.node.s-skipped rect{stroke-dasharray:4 3}
.node.s-none rect{stroke:var(--line)}
.node[data-now] rect{stroke-width:3}
.edge{fill:none;stroke:var(--muted);stroke-width:1.2}
.edge.loop{stroke-dasharray:5 3}
.tip{fill:var(--muted)}
.replay{display:grid;grid-template-columns:auto 1fr auto;gap:.3rem .7rem;align-items:center;margin:.6rem 0;position:sticky;top:0;z-index:1;background:var(--ground);padding:.4rem 0}
.replay[hidden]{display:none}
.replay input{width:100%;min-width:0;accent-color:var(--link)}
.replay output{grid-column:1/-1;min-height:3em;font-size:.9rem;unicode-bidi:plaintext}
button{font:inherit;font-size:.9rem;color:var(--text);background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.15rem .6rem;margin-left:.25rem;cursor:pointer}
.timeline li{display:grid;grid-template-columns:minmax(12rem,18rem) minmax(8rem,1fr) minmax(7rem,11rem);gap:.05rem .8rem;align-items:center;padding:.35rem .3rem;border-bottom:1px solid var(--line)}
.timeline li[data-now]{background:var(--info-on);color:var(--text)}
.timeline svg{width:100%;height:16px;display:block;background:var(--panel);border-radius:4px}
.timeline .took{font-size:.9rem}
.timeline .came{grid-column:2/-1;font-size:.9rem}
.timeline .name{grid-row:1/span 2;align-self:start}
.timeline .name .muted{font-size:.85rem}
.bar{fill:var(--mine);opacity:.85}
.bar.s-skipped,.bar.s-cancelled,.bar.s-void{fill:var(--bar)}
.cut{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 2;vector-effect:non-scaling-stroke}
footer{margin-top:3rem;font-size:.85rem;color:var(--muted);border-top:1px solid var(--line);padding-top:.8rem}
@media (max-width:44rem){
body{font-size:15px}
.timeline li{grid-template-columns:1fr auto}
.timeline .name{grid-row:auto;grid-column:1}
.timeline .took{grid-column:2;grid-row:1;text-align:right}
.timeline .took .muted{display:none}
.timeline svg,.timeline .came{grid-column:1/-1}
.wide thead{display:none}
.wide tr{display:block;border-bottom:1px solid var(--line);padding:.3rem 0}
.wide td{display:block;border:0;padding:.05rem 0}
}
@media print{
:root{${LIGHT}color-scheme:light}
body{max-width:none;padding:0;font-size:11pt}
details::details-content{content-visibility:visible;height:auto}
details>summary{list-style:none}
.replay,nav{display:none}
pre,.scroll{overflow:visible}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
.diff span,.excerpt span{min-width:0}
#graph{max-width:100%;height:auto}
.item,.timeline li,.cards>div{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
