// @bun
import{ua,On,te,Be,Et,oe,$s,Ht,vl,Vt,Te,nr,xc}from"./shared-4.js";export{On as MAX_LIST,ua as MAX_TEXT,$s as commandList,Ht as criterionId,Vt as findingId,Et as list,oe as optionalList,Be as optionalText,xc as problemsOf,nr as question,Te as stamp,vl as stepId,te as text};
