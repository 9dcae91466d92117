// @bun
import{wn,du,zm,Zi,lc,cc,Lm}from"./s4.js";export{Zi as bindStep,du as goneSteps,cc as laterSpent,lc as refusedText,Lm as stop,zm as subagentStop,wn as taskOfAgent};
