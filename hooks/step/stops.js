// @bun
import{Dt,yl,Bf,bo,ba,ka,qf}from"./s35.js";export{bo as bindStep,yl as goneSteps,ka as laterSpent,ba as refusedText,qf as stop,Bf as subagentStop,Dt as taskOfAgent};
