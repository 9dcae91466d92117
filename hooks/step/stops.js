// @bun
import{an,zc,Rm,Yr,Ka,Qa,Tm}from"./s18.js";export{Yr as bindStep,zc as goneSteps,Qa as laterSpent,Ka as refusedText,Tm as stop,Rm as subagentStop,an as taskOfAgent};
