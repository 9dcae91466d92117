// @bun
import{ua,Rn,ne,qe,At,ie,_s,Kt,Sl,Qt,Ae,rr,_c}from"./shared-7.js";export{Rn as MAX_LIST,ua as MAX_TEXT,_s as commandList,Kt as criterionId,Qt as findingId,At as list,ie as optionalList,qe as optionalText,_c as problemsOf,rr as question,Ae as stamp,Sl as stepId,ne as text};
