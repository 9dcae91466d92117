// @bun
import{sn,Mc,bm,ti,Ka,Qa,xm}from"./s30.js";export{ti as bindStep,Mc as goneSteps,Qa as laterSpent,Ka as refusedText,xm as stop,bm as subagentStop,sn as taskOfAgent};
