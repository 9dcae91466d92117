// @bun
import{wn,uu,zm,Zi,cc,uc,Lm}from"./s4.js";export{Zi as bindStep,uu as goneSteps,uc as laterSpent,cc as refusedText,Lm as stop,zm as subagentStop,wn as taskOfAgent};
