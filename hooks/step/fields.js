// @bun
import{Ma,rs,oe,Ge,Bt,pe,Gs,rn,tc,Fn,Ee,kr,su}from"./shared-37.js";export{rs as MAX_LIST,Ma as MAX_TEXT,Gs as commandList,rn as criterionId,Fn as findingId,Bt as list,pe as optionalList,Ge as optionalText,su as problemsOf,kr as question,Ee as stamp,tc as stepId,oe as text};
