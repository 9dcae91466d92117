// @bun
import{Ma,Bn,ae,Ue,Bt,de,Vo,un,_c,dn,Le,vr,Tu}from"./shared-10.js";export{Bn as MAX_LIST,Ma as MAX_TEXT,Vo as commandList,un as criterionId,dn as findingId,Bt as list,de as optionalList,Ue as optionalText,Tu as problemsOf,vr as question,Le as stamp,_c as stepId,ae as text};
