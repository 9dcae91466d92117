// @bun
import{La,Dn,se,Ge,Bt,de,Us,on,kc,sn,Le,vr,_u}from"./shared-9.js";export{Dn as MAX_LIST,La as MAX_TEXT,Us as commandList,on as criterionId,sn as findingId,Bt as list,de as optionalList,Ge as optionalText,_u as problemsOf,vr as question,Le as stamp,kc as stepId,se as text};
