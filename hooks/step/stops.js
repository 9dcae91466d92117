// @bun
import{nn,Mc,ym,ei,Ka,Qa,km}from"./s29.js";export{ei as bindStep,Mc as goneSteps,Qa as laterSpent,Ka as refusedText,km as stop,ym as subagentStop,nn as taskOfAgent};
