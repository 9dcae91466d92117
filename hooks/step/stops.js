// @bun
import{rn,el,lm,Yo,Xa,Qa,um}from"./s35.js";export{Yo as bindStep,el as goneSteps,Qa as laterSpent,Xa as refusedText,um as stop,lm as subagentStop,rn as taskOfAgent};
