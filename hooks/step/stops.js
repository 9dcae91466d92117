// @bun
import{en,wc,Ef,Lr,Oa,Ta,Af}from"./s20.js";export{Lr as bindStep,wc as goneSteps,Ta as laterSpent,Oa as refusedText,Af as stop,Ef as subagentStop,en as taskOfAgent};
