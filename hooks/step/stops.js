// @bun
import{nn,Lc,Sm,ti,Xa,Ja,_m}from"./s27.js";export{ti as bindStep,Lc as goneSteps,Ja as laterSpent,Xa as refusedText,_m as stop,Sm as subagentStop,nn as taskOfAgent};
