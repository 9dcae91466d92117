// @bun
import{nn,zc,cm,ti,Va,Za,lm}from"./s29.js";export{ti as bindStep,zc as goneSteps,Za as laterSpent,Va as refusedText,lm as stop,cm as subagentStop,nn as taskOfAgent};
