// @bun
import{wn,su,$m,qi,ac,lc,vm}from"./s30.js";export{qi as bindStep,su as goneSteps,lc as laterSpent,ac as refusedText,vm as stop,$m as subagentStop,wn as taskOfAgent};
