// @bun
import{wn,cu,Tm,qi,lc,cc,Em}from"./s5.js";export{qi as bindStep,cu as goneSteps,cc as laterSpent,lc as refusedText,Em as stop,Tm as subagentStop,wn as taskOfAgent};
