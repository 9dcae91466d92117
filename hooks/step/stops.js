// @bun
import{rn,Fc,Am,ei,Ya,ec,Cm}from"./s54.js";export{ei as bindStep,Fc as goneSteps,ec as laterSpent,Ya as refusedText,Cm as stop,Am as subagentStop,rn as taskOfAgent};
