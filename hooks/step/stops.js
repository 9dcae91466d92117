// @bun
import{nn,Ic,gm,ei,Qa,Xa,wm}from"./s30.js";export{ei as bindStep,Ic as goneSteps,Xa as laterSpent,Qa as refusedText,wm as stop,gm as subagentStop,nn as taskOfAgent};
