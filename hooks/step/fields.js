// @bun
import{Zr,D,Ue,be,W,ir,Fe,Ys,lt,ee,Pt,q,ar}from"./shared-5.js";export{Zr as MAX_TEXT,ir as commandList,Fe as criterionId,lt as findingId,be as list,W as optionalList,Ue as optionalText,ar as problemsOf,Pt as question,q as shown,ee as stamp,Ys as stepId,D as text};
