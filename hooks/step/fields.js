// @bun
import{ua,On,ne,qe,At,ie,_s,Kt,Sl,Qt,Ae,or,_c}from"./shared-7.js";export{On as MAX_LIST,ua as MAX_TEXT,_s as commandList,Kt as criterionId,Qt as findingId,At as list,ie as optionalList,qe as optionalText,_c as problemsOf,or as question,Ae as stamp,Sl as stepId,ne as text};
