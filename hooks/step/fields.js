// @bun
import{xa,En,re,qe,Mt,le,Os,Jt,zl,Xt,je,sr,Nc}from"./shared-9.js";export{En as MAX_LIST,xa as MAX_TEXT,Os as commandList,Jt as criterionId,Xt as findingId,Mt as list,le as optionalList,qe as optionalText,Nc as problemsOf,sr as question,je as stamp,zl as stepId,re as text};
