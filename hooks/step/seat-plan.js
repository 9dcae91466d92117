// @bun
import{Ae,He}from"./s79.js";import{P,Oe}from"./s63.js";import{i}from"./s29.js";var n=["Approach","Tasks","Risks"],o=32768;function r(t){let e=[],s=Buffer.byteLength(t);if(s>o)e.push(`the whole file: found ${s} bytes, expected at most ${o}`);else Oe(P(Ae(t)),n,e);return{...i,problems:e,claims:1,outcome:"done"}}var m={form:(t)=>`${He(t)}
## Approach
<how you would do it, seen from your focus, and what speaks against the other ways>

## Tasks
<what has to be done, in which order, each with its files and how one sees that it is done>

## Risks
<what goes wrong, and how the plan notices>
`,rules:()=>["The first line stays as it stands, with nothing before it.",`The sections ${n.join(", ")} are there, each once and with text; others may follow. At most ${o/1024} kB.`],check:(t)=>r(t)};export{m as kind};
