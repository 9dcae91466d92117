// @bun
import{wn,_l,ym,di,hc,wc,km}from"./s22.js";export{di as bindStep,_l as goneSteps,wc as laterSpent,hc as refusedText,km as stop,ym as subagentStop,wn as taskOfAgent};
