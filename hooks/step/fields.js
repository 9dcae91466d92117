// @bun
import{oi,eo,J,Pt,Ge,X,No,ht,na,tn,le,Pn,Ha}from"./shared-3.js";export{eo as MAX_LIST,oi as MAX_TEXT,No as commandList,ht as criterionId,tn as findingId,Ge as list,X as optionalList,Pt as optionalText,Ha as problemsOf,Pn as question,le as stamp,na as stepId,J as text};
