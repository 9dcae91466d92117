// @bun
import{_i,uo,J,Mt,ft,ae,Qo,Ft,Ea,cn,ke,Ln,Tc}from"./shared-10.js";export{uo as MAX_LIST,_i as MAX_TEXT,Qo as commandList,Ft as criterionId,cn as findingId,ft as list,ae as optionalList,Mt as optionalText,Tc as problemsOf,Ln as question,ke as stamp,Ea as stepId,J as text};
