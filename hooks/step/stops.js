// @bun
import{en,Pc,Zf,Zr,Wa,qa,Kf}from"./s5.js";export{Zr as bindStep,Pc as goneSteps,qa as laterSpent,Wa as refusedText,Kf as stop,Zf as subagentStop,en as taskOfAgent};
