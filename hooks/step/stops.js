// @bun
import{en,Pc,Qf,Kr,Wa,qa,Xf}from"./s4.js";export{Kr as bindStep,Pc as goneSteps,qa as laterSpent,Wa as refusedText,Xf as stop,Qf as subagentStop,en as taskOfAgent};
