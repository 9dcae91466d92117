// @bun
import{an,Ic,Sm,ei,Qa,Xa,_m}from"./s23.js";export{ei as bindStep,Ic as goneSteps,Xa as laterSpent,Qa as refusedText,_m as stop,Sm as subagentStop,an as taskOfAgent};
