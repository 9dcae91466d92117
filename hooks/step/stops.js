// @bun
import{nn,zc,km,ei,Za,Ka,bm}from"./s35.js";export{ei as bindStep,zc as goneSteps,Ka as laterSpent,Za as refusedText,bm as stop,km as subagentStop,nn as taskOfAgent};
