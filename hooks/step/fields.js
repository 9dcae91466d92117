// @bun
import{nl,Xn,ue,Ue,Kt,pe,ui,fn,Fc,pn,Ie,Er,Uu}from"./shared-71.js";export{Xn as MAX_LIST,nl as MAX_TEXT,ui as commandList,fn as criterionId,pn as findingId,Kt as list,pe as optionalList,Ue as optionalText,Uu as problemsOf,Er as question,Ie as stamp,Fc as stepId,ue as text};
