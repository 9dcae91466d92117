// @bun
import{an,Mc,Rm,Yr,Za,Ka,Tm}from"./s20.js";export{Yr as bindStep,Mc as goneSteps,Ka as laterSpent,Za as refusedText,Tm as stop,Rm as subagentStop,an as taskOfAgent};
