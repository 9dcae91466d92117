// @bun
import{sn,Ic,Tm,Yr,Qa,Xa,Pm}from"./s59.js";export{Yr as bindStep,Ic as goneSteps,Xa as laterSpent,Qa as refusedText,Pm as stop,Tm as subagentStop,sn as taskOfAgent};
