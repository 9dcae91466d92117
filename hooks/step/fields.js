// @bun
import{Ea,Dn,se,Ge,Bt,de,Gs,sn,fc,an,Le,br,yu}from"./shared-7.js";export{Dn as MAX_LIST,Ea as MAX_TEXT,Gs as commandList,sn as criterionId,an as findingId,Bt as list,de as optionalList,Ge as optionalText,yu as problemsOf,br as question,Le as stamp,fc as stepId,se as text};
