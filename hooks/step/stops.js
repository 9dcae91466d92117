// @bun
import{rn,Nc,Tm,ei,Ja,Ya,Pm}from"./s57.js";export{ei as bindStep,Nc as goneSteps,Ya as laterSpent,Ja as refusedText,Pm as stop,Tm as subagentStop,rn as taskOfAgent};
