// @bun
import{en,Pc,Kf,Kr,Wa,qa,Qf}from"./s5.js";export{Kr as bindStep,Pc as goneSteps,qa as laterSpent,Wa as refusedText,Qf as stop,Kf as subagentStop,en as taskOfAgent};
