// @bun
import{xn,Su,cg,Yi,kc,xc,ug}from"./s56.js";export{Yi as bindStep,Su as goneSteps,xc as laterSpent,kc as refusedText,ug as stop,cg as subagentStop,xn as taskOfAgent};
