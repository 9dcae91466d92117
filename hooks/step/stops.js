// @bun
import{an,zc,Sm,ei,Qa,Xa,_m}from"./s22.js";export{ei as bindStep,zc as goneSteps,Xa as laterSpent,Qa as refusedText,_m as stop,Sm as subagentStop,an as taskOfAgent};
