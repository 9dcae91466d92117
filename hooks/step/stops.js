// @bun
import{rn,Fc,zp,Vo,Na,Da,Ip}from"./s13.js";export{Vo as bindStep,Fc as goneSteps,Da as laterSpent,Na as refusedText,Ip as stop,zp as subagentStop,rn as taskOfAgent};
