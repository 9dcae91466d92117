// @bun
import{nn,jc,lm,ei,Va,Za,um}from"./s27.js";export{ei as bindStep,jc as goneSteps,Za as laterSpent,Va as refusedText,um as stop,lm as subagentStop,nn as taskOfAgent};
