// @bun
import{Zr,D,Ve,be,W,ar,Ie,es,ft,ee,Ct,q,cr}from"./shared-4.js";export{Zr as MAX_TEXT,ar as commandList,Ie as criterionId,ft as findingId,be as list,W as optionalList,Ve as optionalText,cr as problemsOf,Ct as question,q as shown,ee as stamp,es as stepId,D as text};
