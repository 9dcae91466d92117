// @bun
import{ta,Co,te,Fe,Pt,ce,bs,Gt,lc,xn,$e,er,ll}from"./shared-4.js";export{Co as MAX_LIST,ta as MAX_TEXT,bs as commandList,Gt as criterionId,xn as findingId,Pt as list,ce as optionalList,Fe as optionalText,ll as problemsOf,er as question,$e as stamp,lc as stepId,te as text};
