// @bun
import{za,Dn,se,Ge,Bt,de,Gs,on,bc,sn,Le,vr,_u}from"./shared-6.js";export{Dn as MAX_LIST,za as MAX_TEXT,Gs as commandList,on as criterionId,sn as findingId,Bt as list,de as optionalList,Ge as optionalText,_u as problemsOf,vr as question,Le as stamp,bc as stepId,se as text};
