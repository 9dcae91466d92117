// @bun
import{nn,Lc,$m,ti,Xa,Ja,Sm}from"./s27.js";export{ti as bindStep,Lc as goneSteps,Ja as laterSpent,Xa as refusedText,Sm as stop,$m as subagentStop,nn as taskOfAgent};
