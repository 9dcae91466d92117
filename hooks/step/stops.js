// @bun
import{rn,Nc,Am,ei,Ja,Ya,Cm}from"./s55.js";export{ei as bindStep,Nc as goneSteps,Ya as laterSpent,Ja as refusedText,Cm as stop,Am as subagentStop,rn as taskOfAgent};
