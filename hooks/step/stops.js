// @bun
import{nn,Mc,wm,ei,Ka,Qa,ym}from"./s30.js";export{ei as bindStep,Mc as goneSteps,Qa as laterSpent,Ka as refusedText,ym as stop,wm as subagentStop,nn as taskOfAgent};
