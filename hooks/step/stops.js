// @bun
import{xn,Su,ug,ea,kc,xc,dg}from"./s58.js";export{ea as bindStep,Su as goneSteps,xc as laterSpent,kc as refusedText,dg as stop,ug as subagentStop,xn as taskOfAgent};
