// @bun
import{rn,Fc,zp,Vo,Ma,Na,Ip}from"./s12.js";export{Vo as bindStep,Fc as goneSteps,Na as laterSpent,Ma as refusedText,Ip as stop,zp as subagentStop,rn as taskOfAgent};
