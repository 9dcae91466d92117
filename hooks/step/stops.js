// @bun
import{an,zc,Sm,Yr,Ka,Qa,_m}from"./s20.js";export{Yr as bindStep,zc as goneSteps,Qa as laterSpent,Ka as refusedText,_m as stop,Sm as subagentStop,an as taskOfAgent};
