// @bun
import{nn,Ic,Rm,ti,Qa,Xa,Tm}from"./s30.js";export{ti as bindStep,Ic as goneSteps,Xa as laterSpent,Qa as refusedText,Tm as stop,Rm as subagentStop,nn as taskOfAgent};
