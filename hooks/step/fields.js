// @bun
import{ca,Rn,ne,qe,Et,ie,_s,Ht,vl,Vt,Ee,nr,xc}from"./shared-4.js";export{Rn as MAX_LIST,ca as MAX_TEXT,_s as commandList,Ht as criterionId,Vt as findingId,Et as list,ie as optionalList,qe as optionalText,xc as problemsOf,nr as question,Ee as stamp,vl as stepId,ne as text};
