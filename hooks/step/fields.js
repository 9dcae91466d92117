// @bun
import{Va,ps,ee,qe,Ut,se,ei,cn,mc,un,Ce,_r,ku}from"./shared-9.js";export{ps as MAX_LIST,Va as MAX_TEXT,ei as commandList,cn as criterionId,un as findingId,Ut as list,se as optionalList,qe as optionalText,ku as problemsOf,_r as question,Ce as stamp,mc as stepId,ee as text};
