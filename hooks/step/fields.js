// @bun
import{Ya,Kn,ue,Ue,Ut,pe,ii,dn,Lc,fn,Me,Rr,Bu}from"./shared-51.js";export{Kn as MAX_LIST,Ya as MAX_TEXT,ii as commandList,dn as criterionId,fn as findingId,Ut as list,pe as optionalList,Ue as optionalText,Bu as problemsOf,Rr as question,Me as stamp,Lc as stepId,ue as text};
