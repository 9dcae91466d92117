// @bun
import{ja,Wn,se,Ge,Zt,de,Zs,sn,yc,an,Le,vr,$u}from"./shared-8.js";export{Wn as MAX_LIST,ja as MAX_TEXT,Zs as commandList,sn as criterionId,an as findingId,Zt as list,de as optionalList,Ge as optionalText,$u as problemsOf,vr as question,Le as stamp,yc as stepId,se as text};
