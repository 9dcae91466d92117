// @bun
import{nn,Lc,Rm,ti,Xa,Ja,Tm}from"./s28.js";export{ti as bindStep,Lc as goneSteps,Ja as laterSpent,Xa as refusedText,Tm as stop,Rm as subagentStop,nn as taskOfAgent};
