// @bun
import{en,Cc,rm,ei,Ga,Ha,im}from"./s6.js";export{ei as bindStep,Cc as goneSteps,Ha as laterSpent,Ga as refusedText,im as stop,rm as subagentStop,en as taskOfAgent};
